namespace EdgeGateway.Templates.Selecting;

/// <summary>One compound selector of a chain: <c>div#main.wide[lang]</c>.</summary>
/// <param name="Type">Element name in lower case, null for any.</param>
/// <param name="Id">Null when not asked for.</param>
/// <param name="Classes">All must be there.</param>
/// <param name="Attributes">All must hold.</param>
/// <param name="Previous">Number of the step before it in the program, -1 for none.</param>
/// <param name="Combinator">How it relates to the step before.</param>
/// <param name="Target">Which selector is met when this last step is met, -1 for a step that is not the last.</param>
internal sealed record SelectorStep(
    byte[]? Type, byte[]? Id, byte[][] Classes, AttributeTest[] Attributes, int Previous, Combinator Combinator, int Target);
