using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Benchmarks.Samples;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Inference.Registry;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Storage.Hybrid;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Segments;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Benchmarks.Decisions;

/// <summary>What does one slot cost to decide: a rule, an experiment, a row from the cache, a row scored now?</summary>
public class DecisionBenchmarks : IItemRankings
{
    private readonly PageDecisions _page = new();
    private readonly SlotDecision _decision = new();
    private readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    private byte[] _profile = [];
    private SampleModel _sample = null!;
    private ModelRegistry _registry = null!;
    private EdgeHybridCache _cache = null!;
    private SlotDecider _decider = null!;
    private DecisionProgram _program = null!;

    /// <inheritdoc/>
    public RankedItems Trending => RankedItems.Empty;

    /// <inheritdoc/>
    public RankedItems Popular => RankedItems.Empty;

    [GlobalSetup]
    public void Prepare()
    {
        _profile = SampleProfile.Create(1, _now);
        _sample = SampleModel.Train(SampleProfile.Items);
        _registry = new ModelRegistry(
            new ModelRegistryOptions { Directory = _sample.Models }, TimeProvider.System, NullLogger<ModelRegistry>.Instance);
        _cache = new EdgeHybridCache(new EdgeHybridCacheOptions(), TimeProvider.System);
        _decider = new SlotDecider(new ServedModels(_registry), _cache, this,
            new LiveCatalogue(new ItemCatalogue(SampleCatalogue.Create(SampleProfile.Items))), TimeProvider.System,
            NullLogger<SlotDecider>.Instance, null);
        _program = Compile();
        CachedRow();
        Require(CachedRow(), DecisionSource.ModelCached);
        Require(FreshRow(), DecisionSource.Model);
        Require(Experiment(), DecisionSource.Experiment);
        Require(Rule(), DecisionSource.Rule);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _registry.Dispose();
        _sample.Dispose();
    }

    [Benchmark(Baseline = true, Description = "rule")]
    [Budget(AllocatedBytes = 0)]
    public DecisionSource Rule() => Decide("banner");

    [Benchmark(Description = "experiment")]
    [Budget(AllocatedBytes = 0)]
    public DecisionSource Experiment() => Decide("hero");

    [Benchmark(Description = "row of 6, cached")]
    [Budget(AllocatedBytes = 0)]
    public DecisionSource CachedRow() => Decide("cached");

    [Benchmark(Description = "row of 6, scored now")]
    [Budget(AllocatedBytes = 0)]
    public DecisionSource FreshRow() => Decide("fresh");

    private static DecisionProgram Compile()
    {
        var problems = new List<DecisionProblem>();
        var program = DecisionProgram.Compile(
            new DecisionDefinitions(
                [
                    Slot("banner",
                        new ChoiceDefinition("count('view', 7d) > 3", "text", null, null, new Dictionary<string, string>())),
                    Slot("hero", new ChoiceDefinition(null, null, null, "copy", new Dictionary<string, string>())),
                    Slot("cached", Row(TimeSpan.FromHours(1))),
                    Slot("fresh", Row(TimeSpan.Zero)),
                ],
                [new ExperimentDefinition("copy", [new("a", 1, "text"), new("b", 1, "text")])]),
            SegmentProgram.Empty, new DecisionNames(["row", "text"]), problems);
        return problems.Count == 0 ? program : throw new InvalidOperationException(problems[0].Message);
    }

    private static SlotDefinition Slot(string id, ChoiceDefinition choice) =>
        new(id, [], null, "#" + id, "inner", TimeSpan.FromSeconds(1), [choice]);

    private static ChoiceDefinition Row(TimeSpan cache) =>
        new(null, "row", new RecommendDefinition("next-item", null, 6, cache, true, false, 1), null,
            new Dictionary<string, string>());

    private static void Require(DecisionSource source, DecisionSource expected)
    {
        if (source != expected)
        {
            throw new InvalidOperationException($"The slot was decided by '{source}' and not by '{expected}'.");
        }
    }

    private DecisionSource Decide(string slot)
    {
        _page.Start(TimeProvider.System.GetTimestamp(), TimeSpan.FromSeconds(1));
        var input = new DecisionInput
        {
            Visitor = new VisitorId(7, 1),
            Rule = new RuleInput
            {
                Profile = new ProfileView(_profile),
                Context = new VisitorContext { Device = DeviceClass.Mobile },
                Path = "/page",
                Now = _now,
                Granted = Purposes.All,
            },
            Segments = default,
            Page = _page,
        };
        _decider.Decide(input, _program.Find(slot)!, _decision);
        return _decision.Source;
    }
}
