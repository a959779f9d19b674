namespace EdgeGateway.LoadTests.Load;

/// <summary>What a run measured.</summary>
/// <param name="Latency">From the moment a request was due, not from when it could be sent.</param>
/// <param name="Duration">Of the measured part.</param>
/// <param name="Bytes">Body bytes of the last response.</param>
/// <param name="Late">
/// Requests that left more than a millisecond after they were due, since their connection still waited for an answer or the
/// load generator was the bottleneck. Their latency counts from when they were due.
/// </param>
/// <param name="Unsent">
/// Requests that were given up because the run was five seconds behind; the latencies leave them out.
/// </param>
internal sealed record LoadResult(LatencyHistogram Latency, TimeSpan Duration, long Bytes, long Late, long Unsent)
{
    public double RequestsPerSecond => Latency.Count / Duration.TotalSeconds;
}
