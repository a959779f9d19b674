using System.Collections.Frozen;
using EdgeGateway.Caching;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Site;

/// <summary>Compiles a configuration into a snapshot, or refuses it with every problem at once.</summary>
internal static class SiteCompiler
{
    private const string PolicyKey = "Edge.Policy";

    /// <exception cref="ConfigException">It does not compile; nothing was changed.</exception>
    public static SiteSnapshot Compile(GatewayConfig config)
    {
        var problems = new List<ConfigProblem>();
        var routes = CompileRoutes(config, problems);
        var fragments = LoadFragments(config, problems);
        var segments = CompileSegments(config, problems);
        var decisions = CompileDecisions(config, routes, segments, fragments, problems);
        CheckMarkup(config, problems);
        var automatic = CompileAutomaticEvents(config, problems);
        return problems.Count == 0
            ? new SiteSnapshot(config, routes, segments, decisions, fragments, automatic)
            : throw new ConfigException(config.File, problems);
    }

    private static FrozenDictionary<string, SiteRoute> CompileRoutes(GatewayConfig config, List<ConfigProblem> problems)
    {
        var routes = new Dictionary<string, SiteRoute>(StringComparer.Ordinal);
        foreach (var route in config.Proxy.Routes)
        {
            var name = route.Metadata?.GetValueOrDefault(PolicyKey) ?? CachePolicy.Default.Name;
            if (!config.Cache.Policies.TryGetValue(name, out var policy))
            {
                problems.Add(new ConfigProblem($"ReverseProxy:Routes:{route.RouteId}:Metadata:{PolicyKey}",
                    $"The policy '{name}' does not exist; accepted are {string.Join(", ", config.Cache.Policies.Keys)}."
                    + NearMiss.Hint(name, config.Cache.Policies.Keys)));
            }

            routes[route.RouteId] = new SiteRoute(route.RouteId, route.ClusterId ?? "", policy ?? CachePolicy.Default);
        }

        return routes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FragmentLibrary LoadFragments(GatewayConfig config, List<ConfigProblem> problems)
    {
        if (config.FragmentsFolder is not { } folder)
        {
            return FragmentLibrary.Empty;
        }

        try
        {
            return FragmentLibrary.Load(folder);
        }
        catch (FragmentException exception)
        {
            problems.AddRange(exception.Problems.Select(problem => new ConfigProblem("Edge:Fragments", problem.ToString())));
            return FragmentLibrary.Empty;
        }
    }

    private static SegmentProgram CompileSegments(GatewayConfig config, List<ConfigProblem> problems)
    {
        var found = new List<RuleProblem>();
        var program = SegmentProgram.Compile(config.Segments, found);
        problems.AddRange(found.Select(problem => new ConfigProblem($"Edge:Segments:{problem.Rule}", Sentence(problem))));
        return program;
    }

    private static DecisionProgram CompileDecisions(
        GatewayConfig config, FrozenDictionary<string, SiteRoute> routes, SegmentProgram segments, FragmentLibrary fragments,
        List<ConfigProblem> problems)
    {
        var found = new List<DecisionProblem>();
        var program = DecisionProgram.Compile(
            new DecisionDefinitions(config.Slots, config.Experiments), segments, new DecisionNames(fragments.Names, ModelNames(config), [.. routes.Keys]), found);
        problems.AddRange(found.Select(problem => new ConfigProblem($"Edge:{problem.Path}", problem.Message)));
        return program;
    }

    // A model may arrive after the configuration: the folder's names count, loaded or not.
    private static string[]? ModelNames(GatewayConfig config) =>
        config.Recommendations.ModelsFolder is { } folder && Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!)]
            : null;

    private static void CheckMarkup(GatewayConfig config, List<ConfigProblem> problems)
    {
        var found = new List<SlotProblem>();
        PageProgram.Compile([.. config.Slots.Select(SlotMarkups.From)], found);
        problems.AddRange(found.Select(problem =>
            new ConfigProblem($"Edge:Slots:{problem.Slot}:Selector", $"Column {problem.Column}: {problem.Message}")));
    }

    private static AutomaticEvents CompileAutomaticEvents(GatewayConfig config, List<ConfigProblem> problems)
    {
        var found = new List<AutomaticEventProblem>();
        var automatic = AutomaticEvents.Compile(config.Events.Automatic, found);
        problems.AddRange(found.Select(problem => new ConfigProblem($"Edge:Events:Automatic:{problem.Index}", problem.Message)));
        return automatic;
    }

    private static string Sentence(RuleProblem problem) => $"Column {problem.Column}: {problem.Message}";
}
