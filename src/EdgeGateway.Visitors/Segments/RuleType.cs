namespace EdgeGateway.Visitors.Segments;

/// <summary>What an expression yields.</summary>
internal enum RuleType
{
    Boolean,
    Number,

    /// <summary>A length of time; kept in milliseconds.</summary>
    Duration,
    Text,
}
