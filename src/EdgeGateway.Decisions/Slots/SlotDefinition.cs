namespace EdgeGateway.Decisions.Slots;

/// <summary>A slot as the operator wrote it.</summary>
/// <param name="Id">1 to 64 characters of <c>[A-Za-z0-9._-]</c>; unique.</param>
/// <param name="Routes">Proxy routes on which the slot applies; empty for all.</param>
/// <param name="Path">Path pattern, such as <c>/product/**</c>; null for every path.</param>
/// <param name="Selector">CSS selector of the element in the origin's page; may be empty beside another way to find it.
/// Compiled elsewhere.</param>
/// <param name="Position">
/// <c>replace</c>, <c>inner</c>, <c>before</c>, <c>after</c>, <c>prepend</c>, <c>append</c>, <c>text</c> or
/// <c>attribute:NAME</c>. Compiled elsewhere.
/// </param>
/// <param name="Deadline">Longest time one decision may take; above 0 and at most 5 seconds.</param>
/// <param name="Choose">Tried in order; the first that holds and has something to show fills the slot.</param>
public sealed record SlotDefinition(
    string Id,
    IReadOnlyList<string> Routes,
    string? Path,
    string Selector,
    string Position,
    TimeSpan Deadline,
    IReadOnlyList<ChoiceDefinition> Choose)
{
    /// <summary>The deadline of a slot that states none: 10 milliseconds.</summary>
    public static TimeSpan DefaultDeadline { get; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Name of a marker in the page that stands for the selector; null for none.</summary>
    public string? Marker { get; init; }

    /// <summary>Text that the element must have; null for any.</summary>
    public string? WithText { get; init; }

    /// <summary>Height that its element reserves, a CSS length; null for none.</summary>
    public string? MinHeight { get; init; }

    /// <summary>True to fill every element found, false for the first.</summary>
    public bool MatchesAll { get; init; }
}
