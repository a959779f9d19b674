namespace EdgeGateway.Decisions.Fallbacks;

/// <summary>What failed inside a decision.</summary>
internal enum Failure
{
    Rule,
    Model,
    Cache,
    Step,
}
