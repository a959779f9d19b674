namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Recommendations</c>.</summary>
internal static class RecommendationsSection
{
    private static readonly TimeSpan DefaultPageDeadline = TimeSpan.FromMilliseconds(15);

    public static RecommendationsConfig Read(ConfigNode edge, ConfigPaths paths)
    {
        var node = edge.Object("Recommendations");
        var config = new RecommendationsConfig(
            paths.Read(node, "Models"),
            paths.Read(node, "Catalogue"),
            node.Flag("CatalogueFromPages", otherwise: false),
            node.Duration("PageDeadline", DefaultPageDeadline, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)));
        node.RejectUnknownKeys();
        return config;
    }
}
