namespace EdgeGateway.Templates.Slots;

/// <summary>
/// Turns found elements into changes of the page that do not disturb each other. Rules: slots at the same place come in
/// document order of their elements, then in definition order; a slot inside what another may replace works as long as that
/// one keeps the origin's bytes; of two that replace the same the earlier defined stays; ranges that cross are refused.
/// </summary>
internal sealed class SlotPlacer(IReadOnlyList<SlotMarkup> slots)
{
    private readonly List<SlotEdit> _accepted = [];
    private readonly MissingSlot?[] _refused = new MissingSlot?[slots.Count];

    /// <summary>The replaceable ranges around the place that is looked at, innermost on top.</summary>
    private readonly Stack<SlotEdit> _around = new();

    /// <summary>Slots without any place, each with the first reason why.</summary>
    public MissingSlot[] Missing => [.. Enumerable.Range(0, slots.Count)
        .Except(_accepted.Select(static edit => edit.Target.SlotIndex))
        .Select(i => _refused[i] ?? MissingSlotText.Explain(i, slots[i], MissingSlotReason.NoElement))];

    /// <summary>Chooses among the targets and returns the changes in page order.</summary>
    public IReadOnlyList<SlotEdit> Place(ReadOnlySpan<byte> html, IReadOnlyList<SlotTarget> targets)
    {
        var edits = new List<SlotEdit>();
        var found = new int[slots.Count];
        foreach (var target in targets)
        {
            var markup = slots[target.SlotIndex];
            if (found[target.SlotIndex]++ >= (markup.MatchesAll ? SlotMarkup.MaxMatches : 1))
            {
                continue;
            }

            if (SlotRules.Refuse(target.Element, markup.Position) is { } why)
            {
                Explain(target, why);
            }
            else
            {
                edits.Add(markup is { Position: SlotPosition.Attribute, Attribute: { } name }
                    ? SlotEdit.Create(target, name, AttributePlace.Find(html, target.Element, name))
                    : SlotEdit.Create(target, markup.Position));
            }
        }

        foreach (var edit in edits.OrderBy(e => e.Start).ThenBy(e => e.Order).ThenBy(e => e.Target.SlotIndex))
        {
            AcceptOrExplain(edit);
        }

        CloseAll(_ => true);
        return _accepted;
    }

    private void AcceptOrExplain(SlotEdit edit)
    {
        CloseAll(other => !edit.IsInside(other) && edit.Start >= other.End && !edit.IsSame(other));
        if (_around.TryPeek(out var around) && !edit.IsInside(around))
        {
            var reason = edit.IsSame(around) ? MissingSlotReason.SameElement : MissingSlotReason.Overlap;
            Explain(edit.Target, reason, slots[around.Target.SlotIndex].Slot);
            return;
        }

        _accepted.Add(edit);
        if (edit.Replaces)
        {
            _around.Push(edit);
        }
        else
        {
            edit.Next = _accepted.Count;
        }
    }

    /// <summary>Ends the replaceable ranges that the next change lies behind.</summary>
    private void CloseAll(Func<SlotEdit, bool> isOver)
    {
        while (_around.TryPeek(out var edit) && isOver(edit))
        {
            edit.Next = _accepted.Count;
            _around.Pop();
        }
    }

    private void Explain(SlotTarget target, MissingSlotReason reason, string detail = "") =>
        _refused[target.SlotIndex] ??= MissingSlotText.Explain(target.SlotIndex, slots[target.SlotIndex], reason, detail);
}
