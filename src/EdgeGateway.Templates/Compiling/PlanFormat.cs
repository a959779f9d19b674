using System.Text;
using EdgeGateway.Primitives.MessagePack;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// A plan as MessagePack, to stand beside the page on disk: version, fingerprint of the program, hash of the page, refusal, facts,
/// places, missing slots. Whatever does not fit in every respect is no plan, and the page is compiled again.
/// </summary>
internal static class PlanFormat
{
    private const int Version = 1;

    public static byte[] Write(PagePlan plan, ulong fingerprint)
    {
        for (var size = 512; ; size *= 2)
        {
            var writer = new MessagePackWriter(new byte[size]);
            Write(ref writer, plan, fingerprint);
            if (!writer.HasOverflowed)
            {
                return writer.WrittenSpan.ToArray();
            }
        }
    }

    /// <summary>The plan of this page by this program; null when the bytes are of another version, program or page.</summary>
    public static PagePlan? Read(
        ReadOnlySpan<byte> saved, ReadOnlyMemory<byte> html, ulong fingerprint, ulong pageHash, IReadOnlyList<SlotMarkup> slots)
    {
        var reader = new MessagePackReader(saved);
        return reader.TryReadInt32(out var version) && version == Version
            && reader.TryReadUInt64(out var program) && program == fingerprint
            && reader.TryReadUInt64(out var hash) && hash == pageHash
            && reader.TryReadInt32(out var refusal) && Enum.IsDefined((PlanRefusal)refusal)
            && TryReadFacts(ref reader, out var facts)
            && TryReadPlaces(ref reader, html.Length, slots.Count, out var places)
            && TryReadMissing(ref reader, slots, out var missing)
            && reader.IsEnd
            ? PagePlan.Cut(html, places, missing, (PlanRefusal)refusal, facts, hash)
            : null;
    }

    private static void Write(ref MessagePackWriter writer, PagePlan plan, ulong fingerprint)
    {
        writer.WriteInt64(Version);
        writer.WriteUInt64(fingerprint);
        writer.WriteUInt64(plan.PageHash);
        writer.WriteInt64((int)plan.Refusal);
        var facts = plan.Facts;
        foreach (var text in new[] { facts.Title, facts.OgTitle, facts.OgImage, facts.OgDescription, facts.Canonical, facts.Heading })
        {
            writer.WriteString(Encoding.UTF8.GetBytes(text));
        }

        writer.WriteArrayHeader(plan.Slots.Length);
        foreach (var slot in plan.Slots)
        {
            writer.WriteInt64(slot.SlotIndex);
            writer.WriteInt64(slot.Start);
            writer.WriteInt64(slot.Origin.Length);
            writer.WriteInt64(slot.NextSlot);
        }

        writer.WriteArrayHeader(plan.Missing.Count);
        foreach (var missing in plan.Missing)
        {
            writer.WriteInt64(missing.SlotIndex);
            writer.WriteInt64((int)missing.Reason);
            writer.WriteString(Encoding.UTF8.GetBytes(missing.Message));
        }
    }

    private static bool TryReadFacts(ref MessagePackReader reader, out PageFacts facts)
    {
        facts = PageFacts.None;
        var texts = new string[6];
        foreach (ref var text in texts.AsSpan())
        {
            if (!TryReadText(ref reader, out text))
            {
                return false;
            }
        }

        facts = new PageFacts(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]);
        return true;
    }

    private static bool TryReadPlaces(ref MessagePackReader reader, int length, int slots, out PlanPlace[] places)
    {
        places = [];
        if (!reader.TryReadArrayHeader(out var count))
        {
            return false;
        }

        places = new PlanPlace[count];
        var before = 0;
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadInt32(out var slot) || !reader.TryReadInt32(out var start) || !reader.TryReadInt32(out var own)
                || !reader.TryReadInt32(out var next) || slot < 0 || slot >= slots || start < before || own < 0
                || own > length - start || next <= i || next > count)
            {
                return false;
            }

            places[i] = new PlanPlace(slot, start, start + own, next);
            before = start;
        }

        return true;
    }

    private static bool TryReadMissing(ref MessagePackReader reader, IReadOnlyList<SlotMarkup> slots, out MissingSlot[] missing)
    {
        missing = [];
        if (!reader.TryReadArrayHeader(out var count))
        {
            return false;
        }

        missing = new MissingSlot[count];
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadInt32(out var slot) || slot < 0 || slot >= slots.Count || !reader.TryReadInt32(out var reason)
                || !Enum.IsDefined((MissingSlotReason)reason) || !TryReadText(ref reader, out var message))
            {
                return false;
            }

            missing[i] = new MissingSlot(slot, slots[slot].Slot, (MissingSlotReason)reason, message);
        }

        return true;
    }

    private static bool TryReadText(ref MessagePackReader reader, out string text)
    {
        var isText = reader.TryReadString(out var utf8);
        text = isText ? Encoding.UTF8.GetString(utf8) : string.Empty;
        return isText;
    }
}
