using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Fallbacks;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Decisions.Slots;

/// <summary>
/// Step 4 of a page view: decides what fills one slot. Input is what is known of the view, output a decision that the caller
/// pools. Synchronous, thread-safe, never throws for what traffic brings; a rule, an experiment or a cached row allocates nothing
/// of its own.
/// </summary>
/// <remarks>
/// 1. Choices are tried in order; the first that holds and has something to show decides.
/// 2. A row of items climbs down its ladder (<see cref="FallbackLadder"/>).
/// 3. Work that ends after the slot's deadline is thrown away: the origin's bytes stay. A slot that begins after the page's
///    deadline takes only what lies ready in memory.
/// 4. Whatever fails has a <see cref="FallbackReason"/>, is counted, and is warned about at a limited rate.
/// </remarks>
public sealed class SlotDecider
{
    private readonly ICatalogueSource _catalogues;
    private readonly TimeProvider _time;
    private readonly DecisionsMetrics? _metrics;
    private readonly FailureLog _failures;
    private readonly Recommender _recommender;

    /// <summary>Joins the sources decisions draw from.</summary>
    public SlotDecider(
        INextItemModels models,
        HybridCache cache,
        IItemRankings rankings,
        ICatalogueSource catalogues,
        TimeProvider time,
        ILogger<SlotDecider> logger,
        DecisionsMetrics? metrics = null)
    {
        _catalogues = catalogues;
        _time = time;
        _metrics = metrics;
        _failures = new FailureLog(time, logger);
        _recommender = new Recommender(
            models, new DecisionCache(cache), new RankingIndexes(rankings), catalogues, _failures, metrics);
    }

    /// <summary>Decides one slot of a page.</summary>
    /// <param name="input">The view; its page must have been started.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="result">Overwritten with the decision.</param>
    public void Decide(in DecisionInput input, SlotModel slot, SlotDecision result) => Decide(input, slot, result, null);

    /// <summary>Decides one slot and tells how. Allocates; not for page requests.</summary>
    /// <param name="input">The view; its page must have been started.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="result">Overwritten with the decision.</param>
    public DecisionExplanation Explain(in DecisionInput input, SlotModel slot, SlotDecision result)
    {
        var recorder = new DecisionRecorder();
        Decide(input, slot, result, recorder);
        return recorder.Explain(result);
    }

    private void Decide(in DecisionInput input, SlotModel slot, SlotDecision result, DecisionRecorder? recorder)
    {
        var started = _time.GetTimestamp();
        var startedLate = _time.GetElapsedTime(input.Page.Started, started) > input.Page.Deadline;
        var clock = new SlotClock(_time, started, slot.Deadline, startedLate);
        result.Begin(slot);
        try
        {
            _ = input.Page.CatalogueOf(_catalogues);
            Choose(input, slot, clock, result, recorder);
            result.Finish(clock.Elapsed);
            if (result.Elapsed > slot.Deadline)
            {
                result.KeepOrigin(FallbackReason.Deadline);
            }

            input.Page.Show(result.Items);
        }
        catch (Exception exception)
        {
            _failures.Write(Failure.Step, slot.Id, exception);
            result.KeepOrigin(FallbackReason.StepError);
            result.Finish(clock.Elapsed);
        }

        _metrics?.Decided(slot.Id, result.Source, result.Reason, result.Elapsed);
    }

    private void Choose(in DecisionInput input, SlotModel slot, SlotClock clock, SlotDecision result, DecisionRecorder? recorder)
    {
        var failed = FallbackReason.None;
        foreach (var choice in slot.Choices)
        {
            if (clock.IsLate)
            {
                return;
            }

            var reason = TryChoice(choice, input, clock, result, recorder);
            if (reason == FallbackReason.None)
            {
                return;
            }

            failed = failed is FallbackReason.None or FallbackReason.NoChoice ? reason : failed;
        }

        result.KeepOrigin(failed == FallbackReason.None ? FallbackReason.NoChoice : failed);
    }

    /// <summary>Gives <see cref="FallbackReason.None"/> when the choice decided.</summary>
    private FallbackReason TryChoice(
        ChoiceModel choice, in DecisionInput input, SlotClock clock, SlotDecision result, DecisionRecorder? recorder)
    {
        if (choice.When is { } rule && !rule.Evaluate(input.Rule, input.Segments))
        {
            recorder?.Choice(choice.Index, "the rule does not hold");
            return FallbackReason.NoChoice;
        }

        if (choice.Experiment is { } experiment)
        {
            return TryExperiment(choice, experiment, input, clock, result, recorder);
        }

        var reason = Fill(choice.Index, choice.Content, DecisionSource.Rule, input, clock, result, recorder);
        recorder?.Choice(choice.Index, reason == FallbackReason.None ? "decided" : $"nothing to show: {reason.ToText()}");
        return reason;
    }

    private FallbackReason TryExperiment(
        ChoiceModel choice, ExperimentModel experiment, in DecisionInput input, SlotClock clock, SlotDecision result,
        DecisionRecorder? recorder)
    {
        if (Assign(experiment, input) is not { } variant)
        {
            recorder?.Choice(choice.Index, $"the visitor takes no part in experiment '{experiment.Name}'");
            return FallbackReason.NoChoice;
        }

        // Whatever its content comes to, an assigned visitor stays in his arm: later choices would blur the test.
        result.Assign(choice.Index, experiment.Name, variant.Name);
        var reason = Fill(choice.Index, variant.Content, DecisionSource.Experiment, input, clock, result, recorder);
        if (reason != FallbackReason.None)
        {
            result.KeepOrigin(reason);
        }

        recorder?.Choice(choice.Index, $"variant '{variant.Name}' of experiment '{experiment.Name}' decided");
        return FallbackReason.None;
    }

    private static VariantModel? Assign(ExperimentModel experiment, in DecisionInput input)
    {
        if (input.Page.ForcedVariants is { } forced && forced.TryGetValue(experiment.Name, out var name)
            && experiment.Find(name) is { } variant)
        {
            return variant;
        }

        return input.IsPersonal && !input.Rule.Context.IsBot ? experiment.Assign(input.Visitor) : null;
    }

    private FallbackReason Fill(
        int choice,
        SlotContentModel content,
        DecisionSource source,
        in DecisionInput input,
        SlotClock clock,
        SlotDecision result,
        DecisionRecorder? recorder)
    {
        if (content.Recommend is not { } recommend)
        {
            result.Show(choice, content, source);
            return FallbackReason.None;
        }

        var row = _recommender.Fill(input, result.Slot!, recommend, clock, result.Buffer, recorder);
        if (row.Count == 0)
        {
            return row.Reason;
        }

        result.ShowItems(choice, content, row);
        return FallbackReason.None;
    }
}
