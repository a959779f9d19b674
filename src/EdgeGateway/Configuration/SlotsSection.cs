using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Slots</c>: where fragments go in the site's pages and what may fill them.</summary>
internal static class SlotsSection
{
    public static readonly string[] Positions = ["replace", "inner", "before", "after", "prepend", "append"];

    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromMilliseconds(10);

    public static IReadOnlyList<SlotDefinition> Read(ConfigNode edge)
    {
        var slots = new List<SlotDefinition>();
        foreach (var (id, node) in edge.Object("Slots").Members())
        {
            slots.Add(new SlotDefinition(
                id,
                node.Texts("Routes"),
                node.Text("Path"),
                Required(node, "Selector", "a CSS selector such as \"#related\"") ?? "",
                node.Word("Position", Positions) ?? "inner",
                node.Duration("Deadline", DefaultDeadline, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)),
                ReadChoices(node)));
            node.RejectUnknownKeys();
        }

        return slots;
    }

    public static RecommendDefinition? ReadRecommend(ConfigNode owner)
    {
        if (!owner.Has("Recommend"))
        {
            return null;
        }

        var node = owner.Object("Recommend");
        var recommend = new RecommendDefinition(
            node.Text("Model"),
            node.Text("List"),
            node.Integer("Count", 6, 1, RecommendDefinition.MaxCount),
            node.Duration("Cache", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromDays(1)),
            node.Flag("ExcludeBought", otherwise: true),
            node.Flag("ExcludeSeen", otherwise: false),
            node.Integer("Minimum", 1, 1, RecommendDefinition.MaxCount));
        node.RejectUnknownKeys();
        return recommend;
    }

    private static List<ChoiceDefinition> ReadChoices(ConfigNode slot)
    {
        var choices = new List<ChoiceDefinition>();
        foreach (var node in slot.Objects("Choose"))
        {
            choices.Add(new ChoiceDefinition(
                node.Text("When"), node.Text("Fragment"), ReadRecommend(node), node.Text("Experiment"), node.TextMap("Values")));
            node.RejectUnknownKeys();
        }

        return choices;
    }

    private static string? Required(ConfigNode node, string key, string accepted)
    {
        if (!node.Has(key))
        {
            node.Problem(key, $"The key '{key}' is missing; it must be {accepted}.");
        }

        return node.Text(key);
    }
}
