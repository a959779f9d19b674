using EdgeGateway.Decisions.Fallbacks;
using EdgeGateway.Decisions.Recommendations;

namespace EdgeGateway.Decisions.Slots;

/// <summary>Notes the steps of one decision for <see cref="DecisionExplanation"/>. Visitors' decisions have none.</summary>
internal sealed class DecisionRecorder
{
    private readonly List<ChoiceExplanation> _choices = [];
    private List<RungExplanation> _rungs = [];
    private List<CandidateExplanation> _candidates = [];
    private Rung _rung;

    public void Choice(int index, string outcome)
    {
        _choices.Add(new ChoiceExplanation(index, outcome, _rungs));
        _rungs = [];
    }

    public void BeginRung(Rung rung)
    {
        _rung = rung;
        _candidates = [];
    }

    public void Candidate(string item, float? score, ItemRefusal refusal) =>
        _candidates.Add(new CandidateExplanation(item, score, refusal.ToText()));

    public void EndRung(string outcome) => _rungs.Add(new RungExplanation(_rung.ToText(), outcome, _candidates));

    public DecisionExplanation Explain(SlotDecision decision)
    {
        var items = new string[decision.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = decision.Items[i].Id;
        }

        return new DecisionExplanation(
            decision.Slot!.Id,
            decision.Fragment,
            decision.Source,
            decision.Reason,
            decision.Experiment,
            decision.Variant,
            decision.Model,
            decision.ModelVersion,
            items,
            _choices,
            decision.Elapsed);
    }
}
