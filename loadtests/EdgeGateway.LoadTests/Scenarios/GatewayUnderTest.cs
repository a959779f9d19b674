using System.Diagnostics;
using EdgeGateway.LoadTests.Measuring;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>A gateway process in front of the sample page, with a catalogue of 1,000 items and a model trained on it.</summary>
internal static class GatewayUnderTest
{
    public const int CatalogueItems = 1000;

    private static readonly string Bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
    private static readonly string Program = Path.Combine(Bin, "EdgeGateway", "release", "EdgeGateway.dll");

    /// <summary>Writes fragments, catalogue and model into a folder.</summary>
    public static async Task PrepareAsync(string folder, CancellationToken cancellationToken)
    {
        var fragments = Directory.CreateDirectory(Path.Combine(folder, "fragments")).FullName;
        await File.WriteAllTextAsync(Path.Combine(fragments, "row.hbs"), ShopPage.RowTemplate, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(fragments, "card.hbs"), ShopPage.CardTemplate, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(fragments, "text.hbs"), ShopPage.TextTemplate, cancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "catalogue.ndjson"), ShopPage.CatalogueLines(CatalogueItems), cancellationToken);
        var events = Path.Combine(folder, "events.csv");
        await File.WriteAllLinesAsync(events, ShopPage.EventLines(CatalogueItems, 5000), cancellationToken);
        using var training = Process.Start(new ProcessStartInfo("dotnet",
            [Program, "train", "--events", events, "--out", Path.Combine(folder, "models", "next-item")])
        {
            RedirectStandardOutput = true,
        })!;
        await training.StandardOutput.ReadToEndAsync(cancellationToken);
        await training.WaitForExitAsync(cancellationToken);
        if (training.ExitCode != 0)
        {
            throw new InvalidOperationException($"Training the sample model failed with exit code {training.ExitCode}.");
        }
    }

    /// <summary>Starts a gateway whose row is scored on each view, or reused for an hour.</summary>
    public static async Task<ServerProcess> StartAsync(
        string folder, string name, int port, int originPort, bool fresh, CancellationToken cancellationToken)
    {
        return await StartAsync(folder, name, port, Config(name, port, originPort, fresh ? "0s" : "1h"), cancellationToken);
    }

    /// <summary>Starts a gateway that caches and does nothing else.</summary>
    public static Task<ServerProcess> StartPlainAsync(string folder, int port, int originPort, CancellationToken cancellationToken) =>
        StartAsync(folder, "plain", port, PlainConfig(port, originPort), cancellationToken);

    private static async Task<ServerProcess> StartAsync(
        string folder, string name, int port, string config, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, $"{name}.json");
        await File.WriteAllTextAsync(file, config, cancellationToken);
        return await ServerProcess.StartAsync(
            Program, ["run", "--config", file], new Uri($"http://127.0.0.1:{port + 1}/readyz"),
            new Uri($"http://127.0.0.1:{port + 1}/metrics"), cancellationToken);
    }

    private static string PlainConfig(int port, int originPort) => $$"""
        {
          "Kestrel": { "Endpoints": { "Http": { "Url": "http://127.0.0.1:{{port}}" } } },
          "ReverseProxy": {
            "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**catch-all}" } } },
            "Clusters": { "origin": { "Destinations": { "a": { "Address": "http://127.0.0.1:{{originPort}}" } } } }
          },
          "Edge": { "Data": "data-plain", "Admin": { "Listen": "http://127.0.0.1:{{port + 1}}" } }
        }
        """;

    private static string Config(string name, int port, int originPort, string cache) => $$"""
        {
          "Kestrel": { "Endpoints": { "Http": { "Url": "http://127.0.0.1:{{port}}" } } },
          "ReverseProxy": {
            "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**catch-all}" }, "Metadata": { "Edge.Policy": "html" } } },
            "Clusters": { "origin": { "Destinations": { "a": { "Address": "http://127.0.0.1:{{originPort}}" } } } }
          },
          "Edge": {
            "Data": "data-{{name}}",
            "Admin": { "Listen": "http://127.0.0.1:{{port + 1}}" },
            "Cache": { "Policies": { "html": { "Forward": "keyed" } } },
            "Fragments": { "Directory": "fragments" },
            "Recommendations": { "Models": "models", "Catalogue": "catalogue.ndjson" },
            "Events": { "Limits": { "PerVisitorPerSecond": 100000, "PerAddressPerSecond": 1000000 }, "Automatic": [ { "Method": "GET", "Path": "/p/{item}", "Type": "view" } ] },
            "Segments": {
              "interested": { "When": "count('view', 7d) > 3" },
              "high-intent": { "When": "count('view', 7d) > 3 and count('cart', 7d) > 0 and count('purchase', 7d) = 0" },
              "new": { "When": "count('view', 7d) = 0" }
            },
            "Experiments": { "copy": { "Variants": {
              "a": { "Weight": 1, "Fragment": "text", "Values": { "title": "Ready when you are" } },
              "b": { "Weight": 1, "Fragment": "text", "Values": { "title": "Made for you" } } } } },
            "Slots": {
              "hero": { "Selector": "#hero", "Position": "inner", "Choose": [ { "Experiment": "copy" }, { "Fragment": "text", "Values": { "title": "Welcome" } } ] },
              "recs": { "Selector": "#recs", "Position": "inner", "Choose": [ { "Recommend": { "Model": "next-item", "Count": 6, "Cache": "{{cache}}" }, "Fragment": "row", "Values": { "title": "For you" } } ] },
              "banner": { "Selector": "#banner", "Position": "inner", "Choose": [ { "When": "segment('interested')", "Fragment": "text", "Values": { "title": "Still looking?" } }, { "Fragment": "text", "Values": { "title": "New here?" } } ] },
              "cta": { "Selector": "#cta", "Position": "inner", "Choose": [ { "Fragment": "text", "Values": { "title": "Buy now" } } ] }
            }
          }
        }
        """;
}
