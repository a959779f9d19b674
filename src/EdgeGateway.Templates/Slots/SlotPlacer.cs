using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Slots;

/// <summary>
/// Turns found elements into changes of the page that do not disturb each other. Rules: slots at the same place come in
/// document order of their elements, then in definition order; a slot inside what another may replace works as long as that
/// one keeps the origin's bytes; of two that replace the same the earlier defined stays; ranges that cross are refused.
/// </summary>
internal sealed class SlotPlacer(IReadOnlyList<SlotMarkup> slots)
{
    private readonly List<SlotEdit> _accepted = [];
    private readonly List<MissingSlot> _missing = [];

    /// <summary>The replaceable ranges around the place that is looked at, innermost on top.</summary>
    private readonly Stack<SlotEdit> _around = new();

    public IReadOnlyList<MissingSlot> Missing => _missing;

    /// <summary>Chooses among the targets and returns the changes in page order.</summary>
    public IReadOnlyList<SlotEdit> Place(IReadOnlyList<SlotTarget> targets)
    {
        var edits = new List<SlotEdit>();
        var found = new int[slots.Count];
        foreach (var target in targets)
        {
            if (found[target.SlotIndex]++ > 0)
            {
                continue;
            }

            var markup = slots[target.SlotIndex];
            if (Refuse(target.Element, markup.Position) is { } why)
            {
                _missing.Add(MissingSlotText.Explain(target.SlotIndex, markup, why));
            }
            else
            {
                edits.Add(SlotEdit.Create(target, markup.Position));
            }
        }

        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] == 0)
            {
                _missing.Add(MissingSlotText.Explain(i, slots[i], MissingSlotReason.NoElement));
            }
        }

        foreach (var edit in edits.OrderBy(e => e.Start).ThenBy(e => e.Order).ThenBy(e => e.Target.SlotIndex))
        {
            AcceptOrExplain(edit);
        }

        CloseAll(_ => true);
        _missing.Sort(static (left, right) => left.SlotIndex.CompareTo(right.SlotIndex));
        return _accepted;
    }

    private void AcceptOrExplain(SlotEdit edit)
    {
        CloseAll(other => !edit.IsInside(other) && edit.Start >= other.End && !edit.IsSame(other));
        if (_around.TryPeek(out var around) && !edit.IsInside(around))
        {
            var reason = edit.IsSame(around) ? MissingSlotReason.SameElement : MissingSlotReason.Overlap;
            var index = edit.Target.SlotIndex;
            _missing.Add(MissingSlotText.Explain(index, slots[index], reason, slots[around.Target.SlotIndex].Slot));
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

    private static MissingSlotReason? Refuse(PageElement element, SlotPosition position)
    {
        var isInside = position is SlotPosition.Inner or SlotPosition.Prepend or SlotPosition.Append;
        if (element.Namespace == Namespace.Html)
        {
            if (element.Name is TagName.Html or TagName.Frameset or TagName.Frame
                || (!isInside && element.Name is TagName.Head or TagName.Body))
            {
                return MissingSlotReason.Structural;
            }

            if (isInside && RefuseContent(element.Name) is { } reason)
            {
                return reason;
            }
        }

        if (!HoldsHtml(isInside ? element : element.Parent))
        {
            return MissingSlotReason.Foreign;
        }

        if (element.IsUnfinished && position != SlotPosition.Before)
        {
            return MissingSlotReason.Unfinished;
        }

        var needsEnd = position is not (SlotPosition.Before or SlotPosition.Prepend);
        return element.IsMisnested && needsEnd ? MissingSlotReason.Misnested : null;
    }

    private static MissingSlotReason? RefuseContent(TagName name)
    {
        if (TagGroups.Has(name, TagGroup.Void))
        {
            return MissingSlotReason.VoidElement;
        }

        var isText = TagGroups.Has(name, TagGroup.RawText)
            || name is TagName.Title or TagName.Textarea or TagName.Script or TagName.Plaintext;
        return isText ? MissingSlotReason.RawText : name == TagName.Template ? MissingSlotReason.Inert : null;
    }

    private static bool HoldsHtml(PageElement? parent) =>
        parent is null || parent.Namespace == Namespace.Html || parent.Name == TagName.ForeignObject || parent.IsHtmlAnnotation;
}
