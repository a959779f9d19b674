namespace EdgeGateway.Scenarios.Sites;

/// <summary>The text of a <c>gateway.json</c> around what a test wants to see.</summary>
internal static class SiteConfig
{
    /// <summary>
    /// One site, one policy "html" and these members of <c>Edge</c> besides.
    /// </summary>
    public static string Of(string origin, string edge = "", string policy = "", string routes = "") => $$"""
        {
          "Kestrel": { "Endpoints": { "Site": { "Url": "http://127.0.0.1:{port}" } } },
          "ReverseProxy": {
            "Routes": {
              {{routes}}
              "site": { "ClusterId": "origin", "Match": { "Path": "{**path}" }, "Metadata": { "Edge.Policy": "html" } }
            },
            "Clusters": { "origin": { "Destinations": { "one": { "Address": "{{origin}}" } } } }
          },
          "Edge": {
            "Data": "{data}",
            "Admin": { "Listen": "http://127.0.0.1:{admin-port}" },
            "ShowDecisions": true,
            "Cache": { "MaxBytes": "256MB", "Policies": { "html": { "Extends": "default" {{(policy.Length == 0 ? "" : ", " + policy)}} } } },
            {{edge}}
          }
        }
        """;
}
