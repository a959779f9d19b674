using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Fills;

/// <summary>A cluster of two origins with health checks, and a route with transforms.</summary>
public sealed class TwoOriginSite : TestSite
{
    public ScriptedOrigin Other { get; } = new();

    /// <summary>Nobody listens there.</summary>
    public int DeadPort { get; } = TestKit.Processes.FreePort.Take();

    protected override Task PrepareAsync()
    {
        Folder.WriteConfig($$"""
            {
              "Kestrel": { "Endpoints": { "Site": { "Url": "http://127.0.0.1:{port}" } } },
              "ReverseProxy": {
                "Routes": {
                  "changed": {
                    "ClusterId": "pair", "Match": { "Path": "/changed/{**rest}" },
                    "Transforms": [ { "PathRemovePrefix": "/changed" }, { "RequestHeader": "X-Tenant", "Set": "shop" }, { "ResponseHeader": "X-Served", "Set": "edge" } ]
                  },
                  "ailing": { "ClusterId": "ailing", "Match": { "Path": "/ailing/{**rest}" } },
                  "site": { "ClusterId": "pair", "Match": { "Path": "{**path}" } }
                },
                "Clusters": {
                  "pair": {
                    "LoadBalancingPolicy": "RoundRobin",
                    "Destinations": { "one": { "Address": "{{Origin.Address}}" }, "two": { "Address": "{{Other.Address}}" } }
                  },
                  "ailing": {
                    "LoadBalancingPolicy": "RoundRobin",
                    "HealthCheck": { "Passive": { "Enabled": true, "Policy": "TransportFailureRate", "ReactivationPeriod": "00:10:00" } },
                    "Destinations": { "one": { "Address": "{{Origin.Address}}" }, "dead": { "Address": "http://127.0.0.1:{{DeadPort}}" } }
                  }
                }
              },
              "Edge": { "Data": "{data}", "Admin": { "Listen": "http://127.0.0.1:{admin-port}" } }
            }
            """);
        foreach (var origin in new[] { Origin, Other })
        {
            origin.Otherwise = static exchange => exchange.AnswerAsync("page", headers: "Cache-Control: max-age=60");
        }

        return Task.CompletedTask;
    }
}
