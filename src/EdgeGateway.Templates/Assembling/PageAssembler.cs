using System.Buffers;
using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Templates.Assembling;

/// <summary>
/// Step 6 of a request: a plan and one content per slot become the response's bytes. Copies only, allocates nothing.
/// Contents are in the order of <see cref="PagePlan.Slots"/>. Thread-safe.
/// </summary>
public static class PageAssembler
{
    /// <summary>The exact number of bytes that <see cref="Write"/> writes.</summary>
    /// <exception cref="ArgumentException">There is not one content per slot of the plan.</exception>
    public static long Measure(PagePlan plan, ReadOnlySpan<SlotContent> contents)
    {
        ThrowUnlessOnePerSlot(plan, contents);
        var length = 0L;
        var walk = new PlanWalk(plan, contents);
        while (walk.MoveNext())
        {
            length += walk.Slot < 0 ? plan.Segments[walk.Segment].Bytes.Length : LengthOf(contents[walk.Slot]);
        }

        return length;
    }

    /// <summary>Writes what stands before the first slot, whatever will fill it.</summary>
    public static void WriteStart(PagePlan plan, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(output);
        foreach (ref readonly var segment in plan.Segments[..plan.StartSegments])
        {
            output.Write(segment.Bytes.Span);
        }
    }

    /// <summary>Writes the page, or all after <see cref="WriteStart"/>.</summary>
    /// <exception cref="ArgumentException">There is not one content per slot of the plan.</exception>
    public static void Write(PagePlan plan, ReadOnlySpan<SlotContent> contents, IBufferWriter<byte> output, bool isStarted = false)
    {
        ThrowUnlessOnePerSlot(plan, contents);
        ArgumentNullException.ThrowIfNull(output);
        var from = isStarted ? plan.StartSegments : 0;
        var walk = new PlanWalk(plan, contents);
        while (walk.MoveNext())
        {
            if (walk.Slot < 0)
            {
                if (walk.Segment < from)
                {
                    continue;
                }

                output.Write(plan.Segments[walk.Segment].Bytes.Span);
            }
            else
            {
                WriteContent(contents[walk.Slot], output);
            }
        }
    }

    /// <summary>What a strong ETag of the assembled page is made of: the page and everything chosen for it, in order.</summary>
    /// <exception cref="ArgumentException">There is not one content per slot of the plan.</exception>
    public static ulong HashOf(PagePlan plan, ReadOnlySpan<SlotContent> contents)
    {
        ThrowUnlessOnePerSlot(plan, contents);
        var hash = plan.PageHash;
        var walk = new PlanWalk(plan, contents);
        while (walk.MoveNext())
        {
            if (walk.Slot >= 0)
            {
                hash = HashMixer.Add(hash, (ulong)plan.Slots[walk.Slot].Start);
                hash = HashMixer.Add(hash, contents[walk.Slot].Hash);
            }
        }

        return hash;
    }

    private static long LengthOf(in SlotContent content)
    {
        var length = (long)content.Prefix.Length + content.Suffix.Length;
        foreach (var card in content.Cards)
        {
            length += card.Bytes.Length;
        }

        return length;
    }

    internal static void WriteContent(in SlotContent content, IBufferWriter<byte> output)
    {
        output.Write(content.Prefix.Span);
        foreach (var card in content.Cards)
        {
            output.Write(card.Bytes.Span);
        }

        output.Write(content.Suffix.Span);
    }

    internal static void ThrowUnlessOnePerSlot(PagePlan plan, ReadOnlySpan<SlotContent> contents)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (contents.Length != plan.Slots.Length)
        {
            throw new ArgumentException(
                $"There are '{contents.Length}' contents for a plan with {plan.Slots.Length} slots; give one per slot, in page order.",
                nameof(contents));
        }
    }
}
