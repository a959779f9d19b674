namespace EdgeGateway.LoadTests.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="RequestsPerSecond">As fast as answers came.</param>
/// <param name="CpuMicroseconds">CPU time of the serving process for one request.</param>
/// <param name="AllocatedBytes">Managed allocation of the serving process for one request.</param>
/// <param name="P50">Median latency.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="BodyBytes">Size of the answer.</param>
internal sealed record Row(
    string Name, double RequestsPerSecond, double CpuMicroseconds, double AllocatedBytes, TimeSpan P50, TimeSpan P99,
    long BodyBytes);
