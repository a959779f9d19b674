using System.Buffers;
using System.Text.RegularExpressions;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Slots</c>: where fragments go in the site's pages and what may fill them.</summary>
internal static partial class SlotsSection
{
    public const string AttributePrefix = "attribute:";

    public static readonly string[] Positions = ["replace", "inner", "before", "after", "prepend", "append", "text"];

    private static readonly SearchValues<char> MarkerCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private static readonly string[] Matches = ["first", "all"];

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
                ReadSelector(node),
                ReadPosition(node),
                node.Duration("Deadline", DefaultDeadline, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)),
                ReadChoices(node))
            {
                Marker = ReadMarker(node),
                WithText = node.Text("WithText"),
                MinHeight = ReadMinHeight(node),
                MatchesAll = node.Word("Match", Matches) == "all",
            });
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
                node.Text("When"), node.Text("Fragment"), ReadRecommend(node), node.Text("Experiment"), node.TextMap("Values"))
            {
                Text = node.Text("Text"),
                Remove = node.Flag("Remove", otherwise: false),
            });
            node.RejectUnknownKeys();
        }

        return choices;
    }

    private static string ReadSelector(ConfigNode node)
    {
        if (node.Has("Marker") && (node.Has("Selector") || node.Has("WithText")))
        {
            node.Problem("Marker", "A 'Marker' names its place itself; remove 'Selector' and 'WithText'.");
        }
        else if (!node.Has("Selector") && !node.Has("WithText") && !node.Has("Marker"))
        {
            node.Problem("Selector",
                "The key 'Selector' is missing; it must be a CSS selector such as \"#related\", or give 'WithText' or 'Marker'.");
        }

        return node.Text("Selector") ?? "";
    }

    private static string? ReadMarker(ConfigNode node)
    {
        var marker = node.Text("Marker");
        if (marker is not null && (marker.Length is 0 or > 64 || marker.AsSpan().ContainsAnyExcept(MarkerCharacters)))
        {
            node.Refuse("Marker", marker, "1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'");
        }

        return marker;
    }

    private static string? ReadMinHeight(ConfigNode node)
    {
        if (node.Text("MinHeight") is not { } height)
        {
            return null;
        }

        if (!CssLength().IsMatch(height))
        {
            node.Refuse("MinHeight", height, "a CSS length in px, rem, em or vh such as \"240px\"");
        }
        else if (node.Has("WithText") || node.Text("Position") is not (null or "inner" or "prepend" or "append" or "text"))
        {
            node.Problem("MinHeight",
                "The element of this slot cannot reserve a height; 'MinHeight' goes with a 'Selector' or 'Marker' and the position 'inner', 'prepend', 'append' or 'text'.");
        }

        return height;
    }

    [GeneratedRegex("^[0-9]{1,5}(\\.[0-9]{1,3})?(px|rem|em|vh)$", RegexOptions.CultureInvariant)]
    private static partial Regex CssLength();

    private static string ReadPosition(ConfigNode node)
    {
        if (node.Text("Position") is not { } position || !position.StartsWith(AttributePrefix, StringComparison.Ordinal))
        {
            return node.Word("Position", [.. Positions, AttributePrefix + "NAME"]) ?? "inner";
        }

        if (SlotText.RefuseAttribute(position[AttributePrefix.Length..]) is { } reason)
        {
            node.Problem("Position", $"The attribute of the position '{position}' {reason}.");
        }

        return position;
    }
}
