using System.Collections.Frozen;
using EdgeGateway.Caching;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Text;
using EdgeGateway.Templates;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Visitors.Segments;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Site;

/// <summary>Compiles a configuration into a snapshot, or refuses it with every problem at once.</summary>
internal static class SiteCompiler
{
    private const string PolicyKey = "Edge.Policy";

    /// <exception cref="ConfigException">It does not compile; nothing was changed.</exception>
    public static SiteSnapshot Compile(GatewayConfig config, TemplatesMetrics? metrics = null)
    {
        var problems = new List<ConfigProblem>();
        return TryCompile(config, problems, metrics) ?? throw new ConfigException(config.File, problems);
    }

    /// <summary>A snapshot, or null with every problem of the text and of what it refers to.</summary>
    public static SiteSnapshot? TryCompile(GatewayConfig config, List<ConfigProblem> problems, TemplatesMetrics? metrics = null)
    {
        var found = new List<ConfigProblem>();
        var routes = CompileRoutes(config, found);
        var fragments = LoadFragments(config, found, metrics);
        var segments = CompileSegments(config, found);
        var decisions = CompileDecisions(config, routes, segments, fragments, found);
        CheckMarkup(config, found);
        SlotTexts.Check(config, found);
        var automatic = CompileAutomaticEvents(config, found);
        problems.AddRange(config.Problems);
        problems.AddRange(found.Where(problem => !FollowUp.IsOne(problem, config.Problems)));
        return problems.Count == 0
            ? new SiteSnapshot(config, routes, segments, decisions, fragments ?? FragmentLibrary.Empty, automatic, metrics)
            : null;
    }

    private static FrozenDictionary<string, SiteRoute> CompileRoutes(GatewayConfig config, List<ConfigProblem> problems)
    {
        var routes = new Dictionary<string, SiteRoute>(StringComparer.Ordinal);
        var keys = RouteKey.Compile(config, problems);
        foreach (var route in config.Proxy.Routes)
        {
            CheckMetadata(route, problems);
            var name = route.Metadata?.GetValueOrDefault(PolicyKey) ?? CachePolicy.Default.Name;
            if (!keys.TryGetValue(name, out var key))
            {
                problems.Add(new ConfigProblem($"ReverseProxy:Routes:{route.RouteId}:Metadata:{PolicyKey}",
                    $"The policy '{name}' does not exist; accepted are {string.Join(", ", config.Cache.Policies.Keys)}."
                    + NearMiss.Hint(name, config.Cache.Policies.Keys)));
            }

            routes[route.RouteId] = new SiteRoute(route.RouteId, route.ClusterId ?? "", key ?? RouteKey.Default);
        }

        return routes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Other keys are other people's; one that looks like ours and is not would be without effect.
    private static void CheckMetadata(RouteConfig route, List<ConfigProblem> problems)
    {
        foreach (var key in route.Metadata?.Keys.Where(key => !key.Equals(PolicyKey, StringComparison.OrdinalIgnoreCase)) ?? [])
        {
            if (key.StartsWith("Edge.", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new ConfigProblem($"ReverseProxy:Routes:{route.RouteId}:Metadata:{key}",
                    $"The key '{key}' is unknown; accepted is {PolicyKey}." + NearMiss.Hint(key, [PolicyKey])));
            }
        }
    }

    // Null when the fragments are not known because of a mistake that has its own problem.
    private static FragmentLibrary? LoadFragments(GatewayConfig config, List<ConfigProblem> problems, TemplatesMetrics? metrics)
    {
        if (config.FragmentsFolder is not { } folder)
        {
            return config.Problems.Any(problem => problem.Path.StartsWith("Edge:Fragments", StringComparison.Ordinal)) ? null : FragmentLibrary.Empty;
        }

        try
        {
            return FragmentLibrary.Load(folder, metrics);
        }
        catch (FragmentException exception)
        {
            problems.AddRange(exception.Problems.Select(problem => new ConfigProblem("Edge:Fragments", problem.ToString())));
            return null;
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
        GatewayConfig config, FrozenDictionary<string, SiteRoute> routes, SegmentProgram segments, FragmentLibrary? fragments,
        List<ConfigProblem> problems)
    {
        var found = new List<DecisionProblem>();
        var names = new DecisionNames(
            fragments?.Names ?? NamedFragments(config), ModelNames(config), config.Proxy.Routes.Count == 0 ? null : [.. routes.Keys]);
        var program = DecisionProgram.Compile(new DecisionDefinitions(config.Slots, config.Experiments), segments, names, found);
        problems.AddRange(found.Select(problem => new ConfigProblem($"Edge:{problem.Path}", problem.Message)));
        return program;
    }

    private static HashSet<string> NamedFragments(GatewayConfig config) =>
    [
        .. config.Slots.SelectMany(slot => slot.Choose).Select(choice => choice.Fragment ?? ""),
        .. config.Experiments.SelectMany(experiment => experiment.Variants).Select(variant => variant.Fragment ?? ""),
    ];

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
