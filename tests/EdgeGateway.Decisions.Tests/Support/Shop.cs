using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Storage.Hybrid;
using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Segments;
using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Decisions.Tests.Support;

/// <summary>
/// A small site with one visitor: items a1 to a6 in category A, b1 to b6 in category B, and the model <c>next</c> that knows all.
/// Tests change what they are about and decide slots.
/// </summary>
internal sealed class Shop
{
    public static readonly string[] ItemIds = ["a1", "a2", "a3", "a4", "a5", "a6", "b1", "b2", "b3", "b4", "b5", "b6"];

    private readonly SlotDecider _decider;
    private byte[] _profile = [];
    private long _address;

    public Shop(HybridCache? cache = null, DecisionsMetrics? metrics = null, INextItemModels? models = null)
    {
        cache ??= new EdgeHybridCache(new EdgeHybridCacheOptions(), Time);
        Cache = new DecisionCache(cache);
        Models.ByName["next"] = Model;
        _decider = new SlotDecider(models ?? Models, cache, Rankings, Catalogue, Time, Logger, metrics);
        StartPage();
    }

    public ManualTimeProvider Time { get; } = new();

    public StubModel Model { get; } = new("next", ItemIds);

    public StubModels Models { get; } = new();

    public StubRankings Rankings { get; } = new();

    public LiveCatalogue Catalogue { get; } = new(Items(ItemIds));

    public DecisionCache Cache { get; }

    public ListLogger<SlotDecider> Logger { get; } = new();

    public PageDecisions Page { get; } = new();

    public SlotDecision Decision { get; } = new();

    public VisitorId Visitor { get; set; } = new(1, 2);

    public Purposes Granted { get; set; } = Purposes.Necessary | Purposes.Analytics | Purposes.Personalisation;

    public bool IsBot { get; set; }

    public string Path { get; set; } = "/product/1";

    public string? PageItem { get; set; }

    public SegmentProgram Segments { get; set; } = SegmentProgram.Empty;

    public List<ExperimentDefinition> Experiments { get; } = [];

    /// <summary>Items with category from the first letter; those named are out of stock.</summary>
    public static ItemCatalogue Items(IEnumerable<string> ids, params string[] unavailable) =>
        new(ids.Select((id, ordinal) => CatalogueBuilder.Create(
            id,
            ordinal,
            !unavailable.Contains(id),
            id[..1].ToUpperInvariant(),
            new Dictionary<string, string> { ["title"] = $"Item {id}" }.ToFrozenDictionary())));

    public static ChoiceDefinition Row(
        string? model = null, string? list = null, int count = 3, TimeSpan cache = default, bool bought = true, bool seen = false,
        int minimum = 1) =>
        new(null, "row", new RecommendDefinition(model, list, count, cache, bought, seen, minimum), null,
            new Dictionary<string, string>());

    public static ChoiceDefinition Banner(string fragment = "banner", string? when = null, string? text = null) =>
        new(when, fragment, null, null, text is null ? [] : new Dictionary<string, string> { ["text"] = text });

    public static ChoiceDefinition Test(string experiment, string? when = null) =>
        new(when, null, null, experiment, new Dictionary<string, string>());

    public SlotModel Slot(params ChoiceDefinition[] choices) => Slot(SlotDefinition.DefaultDeadline, choices);

    public SlotModel Slot(TimeSpan deadline, params ChoiceDefinition[] choices)
    {
        var problems = new List<DecisionProblem>();
        var slot = new SlotDefinition("recs", [], null, "#related", "inner", deadline, choices);
        var program = DecisionProgram.Compile(
            new DecisionDefinitions([slot], Experiments), Segments, new DecisionNames(["row", "banner", "other"]), problems);
        Assert.Empty(problems);
        return program.Slots[0];
    }

    /// <summary>Adds an event to the visitor's profile, a minute after the one before.</summary>
    public Shop Did(EventType type, string? item)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        var change = new ProfileChange
        {
            Address = ++_address,
            Type = type,
            Time = Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Item = item is null ? [] : Encoding.UTF8.GetBytes(item),
            Value = double.NaN,
            Quantity = 1,
        };
        var next = new byte[ProfileUpdater.MaxBytes];
        _profile = next[..ProfileUpdater.Apply(_profile, change, next)];
        StartPage();
        return this;
    }

    public Shop Viewed(params string[] items)
    {
        foreach (var item in items)
        {
            Did(EventType.View, item);
        }

        return this;
    }

    public void Forget() => _profile = [];

    public void StartPage(TimeSpan? deadline = null) => Page.Start(Time.GetTimestamp(), deadline ?? TimeSpan.FromSeconds(1));

    /// <summary>Decides on a new page.</summary>
    public SlotDecision Decide(SlotModel slot)
    {
        StartPage();
        return DecideNext(slot);
    }

    /// <summary>Decides one more slot of the page.</summary>
    public SlotDecision DecideNext(SlotModel slot, SlotDecision? into = null)
    {
        var decision = into ?? Decision;
        _decider.Decide(Input(), slot, decision);
        return decision;
    }

    public DecisionExplanation Explain(SlotModel slot)
    {
        StartPage();
        return _decider.Explain(Input(), slot, Decision);
    }

    public static string Show(SlotDecision decision) => string.Join(' ', decision.Items.ToArray().Select(item => item.Id));

    private DecisionInput Input()
    {
        var rule = new RuleInput
        {
            Profile = new ProfileView(_profile),
            Context = new VisitorContext { IsBot = IsBot },
            Path = Path,
            PageItem = PageItem is null ? null : Catalogue.Current.Find(PageItem),
            Now = Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Granted = Granted,
        };
        var segments = default(SegmentSet);
        Segments.Evaluate(rule, ref segments);
        return new DecisionInput { Visitor = Visitor, Rule = rule, Segments = segments, Page = Page };
    }
}
