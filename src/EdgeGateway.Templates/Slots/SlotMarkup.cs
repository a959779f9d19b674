namespace EdgeGateway.Templates.Slots;

/// <summary>Where a slot belongs on a page, in the operator's words.</summary>
/// <param name="Slot">The slot's id.</param>
/// <param name="Selector">A CSS selector list; empty for any element, when a marker or a text says which.</param>
/// <param name="Position">Where on that element.</param>
public sealed record SlotMarkup(string Slot, string Selector, SlotPosition Position)
{
    /// <summary>The most places of one page that a slot with <see cref="MatchesAll"/> takes.</summary>
    public const int MaxMatches = 32;

    /// <summary>Name of the attribute when the position is <see cref="SlotPosition.Attribute"/>, else null.</summary>
    public string? Attribute { get; init; }

    /// <summary>
    /// Name of the marker that takes the selector's place: <c>&lt;!--edge:slot NAME--&gt;…&lt;!--/edge:slot--&gt;</c> or
    /// <c>data-edge-slot="NAME"</c>; null when the slot obeys no marker.
    /// </summary>
    public string? Marker { get; init; }

    /// <summary>The whole text that the element must have, white space collapsed; null for any.</summary>
    public string? WithText { get; init; }

    /// <summary>True for every element that is found, up to <see cref="MaxMatches"/>; false for the first.</summary>
    public bool MatchesAll { get; init; }

    /// <summary>What it looks for, for messages.</summary>
    internal string Sought => Marker is not null ? $"marker {Marker}" : Selector.Length > 0 ? Selector : WithText ?? string.Empty;
}
