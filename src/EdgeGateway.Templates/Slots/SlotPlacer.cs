using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Slots;

/// <summary>
/// Turns found elements into changes of the page that do not disturb each other. Rules: of two slots that replace the same
/// element or its content the earlier defined stays; what lies inside a replaced range is left out, whatever its place in
/// the definitions; slots at the same place come in document order of their elements, then in definition order.
/// </summary>
internal sealed class SlotPlacer(IReadOnlyList<SlotMarkup> slots)
{
    private readonly List<SlotEdit> _accepted = [];
    private readonly List<MissingSlot> _missing = [];

    public IReadOnlyList<MissingSlot> Missing => _missing;

    /// <summary>Chooses among the targets and returns the changes in page order.</summary>
    public IReadOnlyList<SlotEdit> Place(IReadOnlyList<SlotTarget> targets)
    {
        var edits = new List<SlotEdit>();
        for (var i = 0; i < slots.Count; i++)
        {
            var target = targets.FirstOrDefault(t => t.SlotIndex == i);
            var reason = target is null ? MissingSlotReason.NoElement : Refuse(target.Element, slots[i].Position);
            if (reason is { } why)
            {
                _missing.Add(MissingSlotText.Explain(i, slots[i], why));
                continue;
            }

            edits.Add(SlotEdit.Create(target!, slots[i].Position));
        }

        // Outer before inner, so that a slot dropped itself never drops another.
        foreach (var edit in edits.Where(e => e.Replaces).OrderBy(e => e.Target.Opened).ThenBy(e => e.Target.SlotIndex))
        {
            AcceptOrExplain(edit);
        }

        var replacing = _accepted.Count;
        foreach (var edit in edits.Where(e => !e.Replaces))
        {
            AcceptOrExplain(edit, replacing);
        }

        _missing.Sort(static (left, right) => left.SlotIndex.CompareTo(right.SlotIndex));
        return [.. _accepted.OrderBy(e => e.Start).ThenBy(e => e.Order).ThenBy(e => e.Target.SlotIndex)];
    }

    private void AcceptOrExplain(SlotEdit edit, int others = int.MaxValue)
    {
        for (var i = 0; i < Math.Min(others, _accepted.Count); i++)
        {
            var other = _accepted[i];
            MissingSlotReason? reason =
                edit.Replaces && edit.Target.Element == other.Target.Element ? MissingSlotReason.SameElement
                : edit.IsInside(other) ? MissingSlotReason.InsideAnotherSlot
                : edit.Overlaps(other) ? MissingSlotReason.Overlap
                : null;
            if (reason is { } why)
            {
                var index = edit.Target.SlotIndex;
                _missing.Add(MissingSlotText.Explain(index, slots[index], why, slots[other.Target.SlotIndex].Slot));
                return;
            }
        }

        _accepted.Add(edit);
    }

    private static MissingSlotReason? Refuse(OpenElement element, SlotPosition position)
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

    private static bool HoldsHtml(OpenElement? parent) =>
        parent is null || parent.Namespace == Namespace.Html || parent.Name == TagName.ForeignObject || parent.IsHtmlAnnotation;
}
