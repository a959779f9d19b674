namespace EdgeGateway.Visitors.Segments;

/// <summary>What a <see cref="RuleMeasure"/> reads.</summary>
internal enum RuleMeasureKind
{
    Count,
    Sum,
    Since,
}
