using System.Text.Json;
using EdgeGateway.TestKit;

namespace EdgeGateway.DemoShop.Tests.Gateway;

/// <summary>The files that the gateway ships for its demo, read from the repository.</summary>
internal static class GatewayFiles
{
    private static readonly string Folder = Path.Combine(TestData.Repository, "src", "EdgeGateway");

    public static string Fragments { get; } = Path.Combine(Folder, "Demo", "fragments");

    public static string ReadAsset(string name) => File.ReadAllText(Path.Combine(Folder, "Assets", name));

    public static string ReadFragment(string name) => File.ReadAllText(Path.Combine(Fragments, $"{name}.hbs"));

    /// <summary>A configuration with its placeholders filled in.</summary>
    public static JsonElement ReadConfig(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, "Demo", name))
            .Replace("{port}", "8080", StringComparison.Ordinal)
            .Replace("{admin-port}", "9901", StringComparison.Ordinal);
        return JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement;
    }
}
