using EdgeGateway.Decisions.Experiments;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Experiments</c>: variants with weights, and the share of visitors kept out.</summary>
internal static class ExperimentsSection
{
    public static IReadOnlyList<ExperimentDefinition> Read(ConfigNode edge)
    {
        var experiments = new List<ExperimentDefinition>();
        foreach (var (name, node) in edge.Object("Experiments").Members())
        {
            var variants = new List<VariantDefinition>();
            foreach (var (variant, inner) in node.Object("Variants").Members())
            {
                variants.Add(new VariantDefinition(
                    variant, inner.Number("Weight", 1, 0, 1_000_000), inner.Text("Fragment"), SlotsSection.ReadRecommend(inner), inner.TextMap("Values"))
                {
                    Text = inner.Text("Text"),
                    Remove = inner.Flag("Remove", otherwise: false),
                });
                inner.RejectUnknownKeys();
            }

            experiments.Add(new ExperimentDefinition(name, variants, node.Number("Holdout", 0, 0, 1), node.Text("Salt")));
            node.RejectUnknownKeys();
        }

        return experiments;
    }
}
