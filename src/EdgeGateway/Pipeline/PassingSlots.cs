using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Streaming;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Decides and renders the slots of one page that passes, each when its element comes. Used while the response is written, on
/// one thread at a time.
/// </summary>
internal sealed class PassingSlots(
    SlotDecider decider, SlotRenderer renderer, TimeProvider time, PageProgram program, SlotModel[] slots, EdgeRequestFeature request, string path)
    : IStreamedSlots
{
    private readonly SlotContent?[] _filled = new SlotContent?[slots.Length];
    private bool _isStarted;

    public PageProgram Program => program;

    /// <summary>Decided once, however many elements a slot finds.</summary>
    public SlotContent Fill(int slotIndex) => _filled[slotIndex] ??= Decide(slotIndex);

    private SlotContent Decide(int slotIndex)
    {
        // Waiting for the page's bytes is no deciding: the page's deadline begins again with each slot.
        if (_isStarted)
        {
            request.PageDecisions.GoOn(time.GetTimestamp());
        }
        else
        {
            request.PageDecisions.Start(time.GetTimestamp(), request.Site.Config.Recommendations.PageDeadline);
            _isStarted = true;
        }

        var index = request.DecisionCount;
        var decision = request.NextDecision();
        var rules = request.CreateRuleInput(path);
        decider.Decide(request.CreateDecisionInput(in rules), slots[slotIndex], decision);
        return renderer.Render(request, request.Site, slots[slotIndex], index);
    }
}
