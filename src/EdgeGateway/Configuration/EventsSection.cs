using EdgeGateway.Events.Capture;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Events</c>: automatic events, limits and the checkpoint interval.</summary>
internal static class EventsSection
{
    public static EventsConfig Read(ConfigNode edge)
    {
        var node = edge.Object("Events");
        var limits = node.Object("Limits");
        var config = new EventsConfig(
            ReadAutomatic(node),
            EventLimits.Default with
            {
                MaxEvents = limits.Integer("EventsPerRequest", EventLimits.Default.MaxEvents, 1, 10_000),
                MaxBodyBytes = (int)limits.Size("BodyBytes", EventLimits.Default.MaxBodyBytes, 1 << 10, 16 << 20),
            },
            limits.Number("PerVisitorPerSecond", 10, 0.01, 1_000_000),
            limits.Number("PerAddressPerSecond", 200, 0.01, 1_000_000),
            node.Duration("CheckpointEvery", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)));
        limits.RejectUnknownKeys();
        node.RejectUnknownKeys();
        return config;
    }

    private static List<AutomaticEventDefinition> ReadAutomatic(ConfigNode events)
    {
        var rules = new List<AutomaticEventDefinition>();
        foreach (var node in events.Objects("Automatic"))
        {
            rules.Add(new AutomaticEventDefinition(node.Text("Method") ?? "GET", node.Text("Path") ?? "", node.Text("Type") ?? ""));
            node.RejectUnknownKeys();
        }

        return rules;
    }
}
