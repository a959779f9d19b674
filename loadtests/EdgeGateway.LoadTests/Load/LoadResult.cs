namespace EdgeGateway.LoadTests.Load;

/// <summary>What a run measured.</summary>
/// <param name="Latency">From the moment a request was due, not from when it could be sent.</param>
/// <param name="Duration">Of the measured part.</param>
/// <param name="Bytes">Body bytes of the last response.</param>
/// <param name="Late">Requests that left more than a millisecond after they were due: the load generator was the bottleneck.</param>
internal sealed record LoadResult(LatencyHistogram Latency, TimeSpan Duration, long Bytes, long Late)
{
    public double RequestsPerSecond => Latency.Count / Duration.TotalSeconds;
}
