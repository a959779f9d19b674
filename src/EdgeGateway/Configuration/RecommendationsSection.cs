namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Recommendations</c>.</summary>
internal static class RecommendationsSection
{
    private static readonly TimeSpan DefaultPageDeadline = TimeSpan.FromMilliseconds(15);

    public static RecommendationsConfig Read(ConfigNode edge, ConfigPaths paths)
    {
        var node = edge.Object("Recommendations");
        var config = new RecommendationsConfig(
            paths.Optional(node.Text("Models")),
            paths.Optional(node.Text("Catalogue")),
            node.Flag("CatalogueFromPages", otherwise: false),
            node.Duration("PageDeadline", DefaultPageDeadline));
        node.RejectUnknownKeys();
        return config;
    }
}
