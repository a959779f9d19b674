using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class DecisionExplanationTests
{
    private readonly Shop _shop = new();

    [Fact]
    public void Explanation_AgreesWithTheDecision()
    {
        var slot = _shop.Slot(Shop.Row("next"));
        var decided = _shop.Viewed("b1").Decide(slot);
        var expected = (decided.Fragment, decided.Source, decided.Reason, Shop.Show(decided), decided.DecisionHash);

        var explained = _shop.Explain(slot);

        Assert.Equal(
            expected,
            (explained.Fragment, explained.Source, explained.Reason, string.Join(' ', explained.Items),
                _shop.Decision.DecisionHash));
        Assert.Equal(("recs", "next", "1"), (explained.Slot, explained.Model, explained.ModelVersion));
    }

    [Fact]
    public void ModelCandidates_CarryScoresAndWhatBecameOfThem()
    {
        _shop.Viewed("b1").Did(EventType.Purchase, "b2").Catalogue.Replace(
            Shop.Items(["a1", "a2", "a3", "a4", "b1", "b2"], "a2"));
        _shop.PageItem = "a1";

        var rung = Assert.Single(Assert.Single(_shop.Explain(_shop.Slot(Shop.Row("next", bought: true))).Choices).Rungs);

        Assert.Equal(("model", "answered"), (rung.Rung, rung.Outcome));
        var outcomes = rung.Candidates.ToDictionary(candidate => candidate.Item, candidate => candidate.Outcome);
        Assert.Equal(("unavailable", "shown", "not-in-catalogue"), (outcomes["a2"], outcomes["a3"], outcomes["a5"]));
        Assert.False(outcomes.ContainsKey("a1"));
        Assert.Equal(1f / 2, rung.Candidates[0].Score);
    }

    [Fact]
    public void EachRungThatFailed_SaysWhy()
    {
        _shop.Rankings.Popular = new RankedItems(["b1", "a1"]);
        _shop.Viewed("b1").Model.During = () => throw new InvalidOperationException();

        var rungs =
            Assert.Single(_shop.Explain(_shop.Slot(Shop.Row("next", count: 8, cache: TimeSpan.FromMinutes(5)))).Choices).Rungs;

        Assert.Equal(
            ["cached miss", "model model-error", "category answered", "trending miss", "popular answered"],
            rungs.Select(rung => $"{rung.Rung} {rung.Outcome}"));
        Assert.Equal("already-in-row", rungs[4].Candidates.First(candidate => candidate.Item == "b1").Outcome);
    }

    [Fact]
    public void SecondRow_TellsWhatThePageShowsAlready()
    {
        _shop.Viewed("b1");
        var explained = _shop.Explain(_shop.Slot(Shop.Row("next")));
        Assert.Equal(["a1", "a2", "a3"], explained.Items);
        _shop.DecideNext(_shop.Slot(Shop.Row("next")));

        Assert.Equal("a4 a5 a6", Shop.Show(_shop.Decision));
    }

    [Fact]
    public void ChoicesThatDidNotDecide_SayWhy()
    {
        _shop.Experiments.Add(new ExperimentDefinition("copy", [new("a", 1, "banner"), new("b", 1)], Holdout: 0.9999));

        var explained = _shop.Explain(_shop.Slot(
            Shop.Banner("banner", "count('view', 7d) > 9"), Shop.Test("copy"), Shop.Row(list: "recently-viewed"), Shop.Banner()));

        Assert.Equal(
            [
                "0 the rule does not hold",
                "1 the visitor takes no part in experiment 'copy'",
                "2 nothing to show: no-profile",
                "3 decided",
            ],
            explained.Choices.Select(choice => $"{choice.Index} {choice.Outcome}"));
        Assert.Equal(
            "recently-viewed no-profile", explained.Choices[2].Rungs.Select(rung => $"{rung.Rung} {rung.Outcome}").Single());
    }

    [Fact]
    public void Variant_IsNamed()
    {
        _shop.Experiments.Add(new ExperimentDefinition("copy", [new("a", 1, "banner"), new("b", 0)]));

        var explained = _shop.Explain(_shop.Slot(Shop.Test("copy")));

        Assert.Equal(("copy", "a", DecisionSource.Experiment), (explained.Experiment, explained.Variant, explained.Source));
        Assert.Equal("variant 'a' of experiment 'copy' decided", explained.Choices[0].Outcome);
    }

    [Fact]
    public void TrendingRow_ListsWhatItOffered()
    {
        _shop.Rankings.Trending = new RankedItems(["b1", "b2"]);

        var rungs = Assert.Single(_shop.Explain(_shop.Slot(Shop.Row(list: "trending", count: 2))).Choices).Rungs;

        Assert.Equal(["b1 shown", "b2 shown"], Assert.Single(rungs).Candidates.Select(item => $"{item.Item} {item.Outcome}"));
        Assert.All(rungs[0].Candidates, item => Assert.Null(item.Score));
    }
}
