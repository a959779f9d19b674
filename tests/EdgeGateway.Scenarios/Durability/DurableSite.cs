using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>A gateway that keeps events as fast as they come, and may be started again on the same folder.</summary>
internal sealed class DurableSite : IDisposable
{
    /// <param name="checkpointEvery">Time between checkpoints.</param>
    /// <param name="edge">More members of <c>Edge</c>, each with a comma after it.</param>
    /// <param name="origin">The site behind it; by default nobody answers there.</param>
    public DurableSite(string checkpointEvery = "1h", string edge = "", string origin = "http://127.0.0.1:9")
    {
        Folder.WriteConfig($$"""
            {
              "Kestrel": { "Endpoints": { "Site": { "Url": "http://127.0.0.1:{port}" } } },
              "ReverseProxy": {
                "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**path}" } } },
                "Clusters": { "origin": { "Destinations": { "one": { "Address": "{{origin}}" } } } }
              },
              "Edge": {
                {{edge}}
                "Data": "{data}",
                "Admin": { "Listen": "http://127.0.0.1:{admin-port}" },
                "Events": {
                  "CheckpointEvery": "{{checkpointEvery}}",
                  "Limits": { "PerVisitorPerSecond": 100000, "PerAddressPerSecond": 1000000 }
                }
              }
            }
            """);
    }

    public GatewayFolder Folder { get; } = new();

    public string JournalFile => Directory.EnumerateFiles(Folder.PathOf("data/journal"), "entries.*").Max(StringComparer.Ordinal)!;

    public Task<GatewayProcess> StartAsync() => GatewayProcess.StartAsync(Folder);

    public void Dispose() => Folder.Dispose();
}
