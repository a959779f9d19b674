using System.Collections.Concurrent;
using System.Collections.Frozen;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Events.Capture;
using EdgeGateway.Templates;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Site;

/// <summary>
/// Everything operators wrote, compiled: immutable, and swapped as one reference on reload, so that a request sees one
/// configuration from start to end.
/// </summary>
internal sealed class SiteSnapshot(
    GatewayConfig config,
    FrozenDictionary<string, SiteRoute> routes,
    SegmentProgram segments,
    DecisionProgram decisions,
    FragmentLibrary fragments,
    AutomaticEvents automaticEvents,
    TemplatesMetrics? metrics)
{
    private readonly ConcurrentDictionary<string, (PageProgram Program, SlotModel[] Slots)> _programs = new(StringComparer.Ordinal);

    public GatewayConfig Config => config;

    public FrozenDictionary<string, SiteRoute> Routes => routes;

    public SegmentProgram Segments => segments;

    public DecisionProgram Decisions => decisions;

    public FragmentLibrary Fragments => fragments;

    public AutomaticEvents AutomaticEvents => automaticEvents;

    /// <summary>Texts of slots as bytes.</summary>
    public SlotTexts Texts { get; } = new();

    public ConsentReader Consent { get; } = new(config.Consent);

    /// <summary>The route with this id; a route that a reload took away a moment ago serves by the default policy.</summary>
    public SiteRoute RouteOf(string id) => routes.TryGetValue(id, out var route) ? route : new SiteRoute(id, "", RouteKey.Default);

    /// <summary>The slots that apply to a page and the selector program that finds them; null when there are none.</summary>
    public (PageProgram Program, SlotModel[] Slots)? ProgramFor(string route, ReadOnlySpan<char> path)
    {
        var slots = new List<SlotModel>();
        foreach (var slot in decisions.Slots)
        {
            if (slot.AppliesTo(route, path))
            {
                slots.Add(slot);
            }
        }

        // There are as many programs as distinct sets of slots, which the configuration bounds.
        return slots.Count == 0
            ? null
            : _programs.GetOrAdd(string.Join(',', slots.Select(slot => slot.Index)), static (_, applying) => Compile(applying.slots, applying.metrics), (slots, metrics));
    }

    private static (PageProgram Program, SlotModel[] Slots) Compile(List<SlotModel> slots, TemplatesMetrics? metrics)
    {
        var problems = new List<SlotProblem>();
        var program = PageProgram.Compile([.. slots.Select(slot => SlotMarkups.From(slot))], problems, metrics);
        return problems.Count == 0
            ? (program, [.. slots])
            : throw new InvalidOperationException($"Slot '{problems[0].Slot}' passed validation and does not compile: {problems[0].Message}");
    }
}
