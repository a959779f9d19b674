namespace EdgeGateway.Events.Limiting;

/// <summary>Rates of events. A rate of 0 is no limit.</summary>
public sealed class EventRateOptions
{
    /// <summary>Events a second of one visitor, on average. Default 10.</summary>
    public double PerVisitor { get; init; } = 10;

    /// <summary>Events one visitor may send at once. Default 50.</summary>
    public double VisitorBurst { get; init; } = 50;

    /// <summary>Events a second of one address (IPv6: one /64 network), on average. Default 200.</summary>
    public double PerAddress { get; init; } = 200;

    /// <summary>Events one address may send at once. Default 400.</summary>
    public double AddressBurst { get; init; } = 400;

    /// <summary>Visitors, and addresses, told apart at once; beyond it the longest unseen start anew. Default 100,000.</summary>
    public int MaxPartitions { get; init; } = 100_000;
}
