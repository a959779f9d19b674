namespace EdgeGateway.Decisions.Fallbacks;

/// <summary>What failed inside a decision.</summary>
internal enum Failure
{
    Model,
    Cache,
    Step,
}
