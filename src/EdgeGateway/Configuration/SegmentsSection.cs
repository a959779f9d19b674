using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Segments</c>: named rules, of which all that hold put the visitor in.</summary>
internal static class SegmentsSection
{
    public static IReadOnlyList<SegmentDefinition> Read(ConfigNode edge)
    {
        var segments = new List<SegmentDefinition>();
        var section = edge.Object("Segments");
        foreach (var (name, node) in section.Members())
        {
            var when = node.Text("When");
            if (when is null && !node.Has("When"))
            {
                node.Problem("When", "The key 'When' is missing; it must be a rule such as \"count('view', 7d) > 3\".");
            }

            segments.Add(new SegmentDefinition(name, when ?? "false", node.Integer("Priority", 0, -1000, 1000)));
            node.RejectUnknownKeys();
        }

        return segments;
    }
}
