using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Templates.Assembling;

/// <summary>
/// Goes through what one response is made of, in order: segments of the page, and the filled slots. A filled slot hides its
/// own bytes with every slot inside them; a slot that keeps the origin's bytes lets the slots inside it speak.
/// </summary>
internal ref struct PlanWalk(PagePlan plan, ReadOnlySpan<SlotContent> contents)
{
    private readonly ReadOnlySpan<PlanSegment> _segments = plan.Segments;
    private readonly ReadOnlySpan<PlanSlot> _slots = plan.Slots;
    private readonly ReadOnlySpan<SlotContent> _contents = contents;
    private int _segment;
    private int _slot;

    /// <summary>Number of the segment to send, when <see cref="Slot"/> is negative.</summary>
    public int Segment { get; private set; }

    /// <summary>Number of the slot whose content is to be sent; negative for a segment.</summary>
    public int Slot { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            var end = _slot < _slots.Length ? _slots[_slot].FirstSegment : _segments.Length;
            if (_segment < end)
            {
                (Segment, Slot) = (_segment++, -1);
                return true;
            }

            if (_slot == _slots.Length)
            {
                return false;
            }

            var slot = _slot++;
            if (!_contents[slot].IsOrigin)
            {
                Slot = slot;
                _segment = Math.Max(_segment, _slots[slot].EndSegment);
                _slot = _slots[slot].NextSlot;
                return true;
            }
        }
    }
}
