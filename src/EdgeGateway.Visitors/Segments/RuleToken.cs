namespace EdgeGateway.Visitors.Segments;

/// <summary>One word of a rule.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Column">Where it begins, counted from 1.</param>
/// <param name="Text">The word; for a text what is between the quotes.</param>
/// <param name="Number">The value of a number; milliseconds of a duration.</param>
internal readonly record struct RuleToken(RuleTokenKind Kind, int Column, string Text, double Number)
{
    public bool Is(string word) => Kind is RuleTokenKind.Symbol or RuleTokenKind.Name && Text == word;

    /// <summary>As a message shows it.</summary>
    public override string ToString() => Kind == RuleTokenKind.End ? "the end of the rule" : $"'{Text}'";
}
