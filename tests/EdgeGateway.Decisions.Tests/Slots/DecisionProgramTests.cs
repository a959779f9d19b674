using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class DecisionProgramTests
{
    private static readonly Dictionary<string, string> NoValues = [];
    private static readonly DecisionNames Names = new(["hero-offer", "product-row"], ["next-item"], ["site", "blog"]);

    private readonly List<DecisionProblem> _problems = [];

    [Fact]
    public void GoodDefinitions_CompileToTheirModels()
    {
        var program = Compile(
            [
                Slot("hero", [Choice(when: "count('view', 7d) > 3", fragment: "hero-offer"), Choice(experiment: "copy")]),
                Slot("recs", [Choice(fragment: "product-row", recommend: Row())], path: "/product/**", routes: ["site"]),
            ],
            [new ExperimentDefinition("copy", [new("a", 3, "hero-offer"), new("b", 1)])]);

        Assert.Empty(_problems);
        Assert.Equal(["hero", "recs"], program.Slots.ToArray().Select(slot => slot.Id));
        Assert.Equal([0, 1], program.Slots.ToArray().Select(slot => slot.Index));
        Assert.Same(program.Slots[1], program.Find("recs"));
        Assert.Null(program.Find("nope"));
        Assert.Same(program.Experiments[0], program.Slots[0].Choices[1].Experiment);
        Assert.Equal([0.75, 0.25], program.Experiments[0].Variants.ToArray().Select(variant => variant.Share));
        Assert.Equal(RecommendationList.Model, program.Slots[1].Choices[0].Content.Recommend!.List);
    }

    [Fact]
    public void Slots_ApplyByRouteAndPath()
    {
        var program = Compile([Slot("recs", [Choice(fragment: "product-row", recommend: Row())], "/product/**", ["site"])]);

        Assert.True(program.AppliesTo("site", "/product/1"));
        Assert.False(program.AppliesTo("blog", "/product/1"));
        Assert.False(program.AppliesTo("site", "/category/1"));
        Assert.False(DecisionProgram.Empty.AppliesTo("site", "/"));
    }

    [Fact]
    public void SlotWithoutRouteAndPath_AppliesEverywhere() =>
        Assert.True(Compile([Slot("hero", [Choice(fragment: "hero-offer")])]).AppliesTo("any", "/x/y"));

    [Fact]
    public void AllProblems_AreFoundAtOnce()
    {
        Compile(
            [
                Slot("a", [Choice(fragment: "hero-ofer")]),
                Slot("a", [Choice(fragment: "hero-offer")]),
                Slot("b c", [], path: "product"),
            ],
            [new ExperimentDefinition("e", [new("x", 1)])]);

        Assert.Equal(
            ["Experiments:e:Variants", "Slots:a:Choose:0:Fragment", "Slots:a", "Slots:b c", "Slots:b c:Path", "Slots:b c:Choose"],
            _problems.Select(problem => problem.Path));
        Assert.All(_problems, problem => Assert.Matches("[.?]$", problem.Message));
    }

    [Fact]
    public void UnknownFragment_SuggestsTheNearMiss() => Refuses(
        Choice(fragment: "hero-ofer"), "Slots:s:Choose:0:Fragment",
        "Fragment 'hero-ofer' does not exist; did you mean 'hero-offer'?");

    [Fact]
    public void UnknownNameWithoutNearMiss_ListsWhatExists() => Refuses(
        Choice(fragment: "zzz"), "Slots:s:Choose:0:Fragment",
        "Fragment 'zzz' does not exist; known fragments are hero-offer, product-row.");

    [Fact]
    public void UnknownModel_IsRefused() => Refuses(
        Choice(fragment: "product-row", recommend: Row(model: "next-itm")),
        "Slots:s:Choose:0:Recommend:Model",
        "Model 'next-itm' does not exist; did you mean 'next-item'?");

    [Fact]
    public void UnknownExperiment_IsRefused() => Refuses(
        Choice(experiment: "copy"), "Slots:s:Choose:0:Experiment", "Experiment 'copy' does not exist; there are no experiments.");

    [Fact]
    public void UnknownSegment_IsRefusedWithItsColumn()
    {
        Compile([Slot("s", [Choice(when: "count('view', 7d) > 3 and segment('high')", fragment: "hero-offer")])]);

        var problem = Assert.Single(_problems);
        Assert.Equal("Slots:s:Choose:0:When", problem.Path);
        Assert.Matches(@"^Column \d+: .*'high'", problem.Message);
    }

    [Fact]
    public void BrokenRule_IsRefusedWithItsColumn()
    {
        Compile([Slot("s", [Choice(when: "count('view', 7d) >", fragment: "hero-offer")])]);

        Assert.Matches(@"^Column \d+: .*\.$", Assert.Single(_problems).Message);
    }

    [Fact]
    public void UnknownRoute_IsRefused()
    {
        Compile([Slot("s", [Choice(fragment: "hero-offer")], routes: ["sit"])]);

        Assert.Equal(
            new DecisionProblem("Slots:s:Routes", "Route 'sit' does not exist; did you mean 'site'?"), Assert.Single(_problems));
    }

    [Fact]
    public void UnknownList_IsRefused() => Refuses(
        Choice(fragment: "product-row", recommend: Row(model: null, list: "trendig")),
        "Slots:s:Choose:0:Recommend:List",
        "List 'trendig' is unknown; did you mean 'trending'?");

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    [InlineData(-1)]
    public void CountOutOfRange_IsRefused(int count) => Refuses(
        Choice(fragment: "product-row", recommend: Row(count: count)), "Slots:s:Choose:0:Recommend:Count",
        $"Count '{count}' must be from 1 to 50.");

    [Fact]
    public void MinimumAboveTheCount_IsRefused() => Refuses(
        Choice(fragment: "product-row", recommend: Row() with { Minimum = 7 }),
        "Slots:s:Choose:0:Recommend:Minimum",
        "Minimum '7' must be from 1 to 6.");

    [Theory]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void CacheTimeOutOfRange_IsRefused(int seconds)
    {
        Compile([Slot("s", [Choice(fragment: "product-row", recommend: Row() with { Cache = TimeSpan.FromSeconds(seconds) })])]);

        Assert.Equal("Slots:s:Choose:0:Recommend:Cache", Assert.Single(_problems).Path);
    }

    [Fact]
    public void RowWithoutSource_IsRefused() => Refuses(
        Choice(fragment: "product-row", recommend: Row(model: null)),
        "Slots:s:Choose:0:Recommend",
        "A recommendation needs a 'Model' or a 'List': trending, popular, popular-in-category, recently-viewed, similar.");

    [Fact]
    public void SimilarWithoutModel_IsRefused() => Refuses(
        Choice(fragment: "product-row", recommend: Row(model: null, list: "similar")),
        "Slots:s:Choose:0:Recommend",
        "The list 'similar' needs a 'Model' that knows which items are similar.");

    [Fact]
    public void ModelBesideAPlainList_IsRefused() => Refuses(
        Choice(fragment: "product-row", recommend: Row(list: "trending")),
        "Slots:s:Choose:0:Recommend:Model",
        "The list 'trending' takes no model; remove 'Model' or use the list 'similar'.");

    [Fact]
    public void SeenItemsExcludedFromRecentlyViewed_AreRefused()
    {
        Compile([Slot("s", [Choice(fragment: "product-row", recommend: Row(null, "recently-viewed") with { ExcludeSeen = true })])]);

        Assert.Equal("Slots:s:Choose:0:Recommend:ExcludeSeen", Assert.Single(_problems).Path);
    }

    [Fact]
    public void RowWithoutFragment_IsRefused() => Refuses(
        Choice(recommend: Row()), "Slots:s:Choose:0:Fragment", "A recommendation needs a 'Fragment' that shows its items.");

    [Fact]
    public void ChoiceWithoutAnything_IsRefused() => Refuses(
        Choice(when: "count('view', 7d) > 3"),
        "Slots:s:Choose:0",
        "The choice shows nothing; give a 'Fragment', a 'Recommend' with a 'Fragment', a 'Text', 'Remove', or an 'Experiment'.");

    [Fact]
    public void ExperimentBesideContentOfTheChoice_IsRefused()
    {
        var values = new Dictionary<string, string> { ["text"] = "Hello" };
        Compile(
            [
                Slot("s", [Choice(fragment: "hero-offer", experiment: "e")]),
                Slot("t", [Choice(experiment: "e") with { Values = values }]),
            ],
            [new ExperimentDefinition("e", [new("a", 1), new("b", 1)])]);

        Assert.Equal(["Slots:s:Choose:0", "Slots:t:Choose:0"], _problems.Select(problem => problem.Path));
    }

    [Fact]
    public void ChoiceAfterAnUnconditionalFragment_IsNeverReached()
    {
        Compile([Slot("s", [Choice(fragment: "hero-offer"), Choice(fragment: "product-row", recommend: Row()), Choice(fragment: "hero-offer")])]);

        Assert.Equal(["Slots:s:Choose:1", "Slots:s:Choose:2"], _problems.Select(problem => problem.Path));
        Assert.Equal(
            "Choice '1' is never reached: choice '0' has no 'When' and always has something to show.", _problems[0].Message);
    }

    [Fact]
    public void ChoiceAfterARowOrAnExperiment_IsReachable()
    {
        Compile(
            [Slot("s",
                [Choice(experiment: "e"), Choice(fragment: "product-row", recommend: Row()), Choice(fragment: "hero-offer")])],
            [new ExperimentDefinition("e", [new("a", 1), new("b", 1)])]);

        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(5001)]
    public void DeadlineOutOfRange_IsRefused(int milliseconds)
    {
        Compile([Slot("s", [Choice(fragment: "hero-offer")]) with { Deadline = TimeSpan.FromMilliseconds(milliseconds) }]);

        Assert.Equal("Slots:s:Deadline", Assert.Single(_problems).Path);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void BadWeight_IsRefused(double weight)
    {
        Compile([], [new ExperimentDefinition("e", [new("a", 1), new("b", weight)])]);

        Assert.Equal("Experiments:e:Variants:b:Weight", Assert.Single(_problems).Path);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void BadHoldout_IsRefused(double holdout)
    {
        Compile([], [new ExperimentDefinition("e", [new("a", 1), new("b", 1)], holdout)]);

        Assert.Equal("Experiments:e:Holdout", Assert.Single(_problems).Path);
    }

    [Fact]
    public void WeightsThatAreAllZero_AreRefused()
    {
        Compile([], [new ExperimentDefinition("e", [new("a", 0), new("b", 0)])]);

        Assert.Equal("All weights of experiment 'e' are 0; at least one must be above 0.", Assert.Single(_problems).Message);
    }

    [Fact]
    public void RepeatedNames_AreRefused()
    {
        Compile([],
            [new ExperimentDefinition("e", [new("a", 1), new("a", 1)]),
            new ExperimentDefinition("e", [new("a", 1), new("b", 1)])]);

        Assert.Equal(["Experiments:e:Variants:a", "Experiments:e"], _problems.Select(problem => problem.Path));
    }

    [Fact]
    public void VariantContent_IsCheckedLikeAChoice()
    {
        Compile([], [new ExperimentDefinition("e", [new("a", 1, "hero-ofer"), new("b", 1, null, Row(count: 99))])]);

        Assert.Equal(
            ["Experiments:e:Variants:a:Fragment", "Experiments:e:Variants:b:Fragment",
            "Experiments:e:Variants:b:Recommend:Count"],
            _problems.Select(problem => problem.Path));
    }

    [Fact]
    public void RefusedExperiment_IsNotReportedAsUnknownToo()
    {
        Compile([Slot("s", [Choice(experiment: "e")])], [new ExperimentDefinition("e", [new("a", 1)])]);

        Assert.Equal("Experiments:e:Variants", Assert.Single(_problems).Path);
    }

    [Fact]
    public void UnknownModels_AreAcceptedWhereModelsAreNotKnownYet()
    {
        DecisionProgram.Compile(
            new DecisionDefinitions([Slot("s", [Choice(fragment: "product-row", recommend: Row(model: "later"))])], []),
            SegmentProgram.Empty,
            new DecisionNames(["product-row"]),
            _problems);

        Assert.Empty(_problems);
    }

    private DecisionProgram Compile(SlotDefinition[] slots, ExperimentDefinition[]? experiments = null) =>
        DecisionProgram.Compile(new DecisionDefinitions(slots, experiments ?? []), SegmentProgram.Empty, Names, _problems);

    private void Refuses(ChoiceDefinition choice, string path, string message)
    {
        Compile([Slot("s", [choice])]);

        Assert.Equal(new DecisionProblem(path, message), Assert.Single(_problems));
    }

    private static SlotDefinition Slot(string id, ChoiceDefinition[] choose, string? path = null, string[]? routes = null) =>
        new(id, routes ?? [], path, "#x", "inner", SlotDefinition.DefaultDeadline, choose);

    private static ChoiceDefinition Choice(
        string? when = null, string? fragment = null, RecommendDefinition? recommend = null, string? experiment = null) =>
        new(when, fragment, recommend, experiment, NoValues);

    private static RecommendDefinition Row(string? model = "next-item", string? list = null, int count = 6) =>
        new(model, list, count, RecommendDefinition.DefaultCache);
}
