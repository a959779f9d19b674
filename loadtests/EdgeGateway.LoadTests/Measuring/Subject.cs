using EdgeGateway.LoadTests.Load;

namespace EdgeGateway.LoadTests.Measuring;

/// <summary>One row to measure: a server and the requests it gets.</summary>
internal sealed record Subject(string Name, ServerProcess Server, LoadGenerator Load);
