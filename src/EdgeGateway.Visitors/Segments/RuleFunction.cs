namespace EdgeGateway.Visitors.Segments;

/// <summary>A function of the rule language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signature">How it is written, for messages.</param>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Result">What it yields.</param>
/// <param name="Emit">Writes its nodes; returns the node, or the text operand when the result is a text.</param>
internal sealed record RuleFunction(
    string Name, string Signature, int Least, int Most, RuleType Result, Func<RuleCompiler, RuleExpression.Call, int> Emit);
