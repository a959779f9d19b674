using EdgeGateway.Configuration;
using EdgeGateway.Site;

namespace EdgeGateway.Tests.Support;

/// <summary>Configurations as operators write them, and what the gateway says of them.</summary>
internal static class Configs
{
    public const string Proxy = """
        "ReverseProxy": {
          "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**path}" } } },
          "Clusters": { "origin": { "Destinations": { "a": { "Address": "http://127.0.0.1:5080" } } } }
        }
        """;

    /// <summary>A whole file with this <c>Edge</c> section.</summary>
    public static string WithEdge(string edge) => $"{{ {Proxy}, \"Edge\": {edge} }}";

    /// <summary>Every problem of a file, of its text and of what it refers to.</summary>
    public static async Task<List<ConfigProblem>> ProblemsOf(string file)
    {
        var problems = new List<ConfigProblem>();
        try
        {
            SiteCompiler.TryCompile(await GatewayConfigReader.ReadAsync(file, CancellationToken.None), problems);
        }
        catch (ConfigException exception)
        {
            problems.AddRange(exception.Problems);
        }

        return problems;
    }

    /// <summary>Every problem of a text, written beside the fragment <c>banner</c> and the model folder <c>next-item</c>.</summary>
    public static async Task<List<ConfigProblem>> ProblemsOfText(string text)
    {
        using var folder = new TestFolder();
        folder.Write("fragments/banner.hbs", "<p>banner</p>");
        Directory.CreateDirectory(Path.Combine(folder.Path, "models", "next-item"));
        return await ProblemsOf(folder.Write("gateway.json", text));
    }
}
