namespace EdgeGateway.Templates.Selecting;

/// <summary>One compound selector of a chain: <c>div#main.wide[lang]:first-child</c>.</summary>
/// <param name="Type">Element name in lower case, null for any.</param>
/// <param name="Id">Null when not asked for.</param>
/// <param name="Classes">All must be there.</param>
/// <param name="Attributes">All must hold.</param>
/// <param name="Conditions">Conditions that look at other steps or at the element's place; all must hold.</param>
internal sealed record SelectorStep(
    byte[]? Type, byte[]? Id, byte[][] Classes, AttributeTest[] Attributes, StepCondition[] Conditions)
{
    /// <summary>Number of the step before it in the program, -1 for none. Always smaller than its own.</summary>
    public int Previous { get; init; } = -1;

    /// <summary>How it relates to the step before.</summary>
    public Combinator Combinator { get; init; }

    /// <summary>Which selector is met when this last step is met, -1 for a step that is not a selector's last.</summary>
    public int Target { get; init; } = -1;

    /// <summary>
    /// True inside <c>:has()</c>: the chain is kept back to front, and <see cref="Combinator"/> leads down or ahead to
    /// <see cref="Previous"/>.
    /// </summary>
    public bool LooksAhead { get; init; }
}
