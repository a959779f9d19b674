using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// A stored page, cut where its slots begin and end: the segments in order are the page, byte for byte, and each slot says
/// which of them are its own. Immutable and shared by all requests.
/// </summary>
public sealed class PagePlan
{
    private const int ObjectBytes = 160;
    private const int SegmentBytes = 16;
    private const int SlotBytes = 40;
    private const int MissingBytes = 256;

    private readonly PlanSegment[] _segments;
    private readonly PlanSlot[] _slots;

    private PagePlan(
        PlanSegment[] segments, PlanSlot[] slots, IReadOnlyList<MissingSlot> missing, PlanRefusal refusal, PageFacts facts,
        ulong hash)
    {
        _segments = segments;
        _slots = slots;
        Missing = missing;
        Refusal = refusal;
        Facts = facts;
        PageHash = hash;
    }

    /// <summary>Cuts a page at places that are sorted, each before those inside it.</summary>
    internal static PagePlan Cut(
        ReadOnlyMemory<byte> html, ReadOnlySpan<PlanPlace> places, IReadOnlyList<MissingSlot> missing, PlanRefusal refusal,
        PageFacts facts, ulong hash, bool hasNonce = false)
    {
        var ends = new List<int> { 0, html.Length };
        foreach (var place in places)
        {
            ends.Add(place.Start);
            ends.Add(place.End);
        }

        int[] cuts = [.. ends.Distinct().Order()];
        var segments = new PlanSegment[cuts.Length - 1];
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = new PlanSegment(html[cuts[i]..cuts[i + 1]]);
        }

        var slots = new PlanSlot[places.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var (index, start, end, next) = places[i];
            slots[i] = new PlanSlot(
                index, start, html[start..end], Array.BinarySearch(cuts, start), Array.BinarySearch(cuts, end), next);
        }

        return new PagePlan(segments, slots, missing, refusal, facts, hash) { HasNonce = hasNonce };
    }

    /// <summary>The page's bytes in order.</summary>
    public ReadOnlySpan<PlanSegment> Segments => _segments;

    /// <summary>The slots in page order, an outer one before those inside it.</summary>
    public ReadOnlySpan<PlanSlot> Slots => _slots;

    /// <summary>The program's slots that are not on this page, each with its reason.</summary>
    public IReadOnlyList<MissingSlot> Missing { get; }

    /// <summary>Why the whole page is left alone, if it is.</summary>
    public PlanRefusal Refusal { get; }

    /// <summary>
    /// True when a meta element's Content-Security-Policy has a nonce: such a page is good for one answer and must not be kept.
    /// </summary>
    public bool HasNonce { get; private init; }

    /// <summary>What the page says about itself.</summary>
    public PageFacts Facts { get; }

    /// <summary>Hash of all bytes of the page, the first half of an assembled page's ETag.</summary>
    public ulong PageHash { get; }

    /// <summary>How many segments stand before the first slot.</summary>
    internal int StartSegments => _slots.Length == 0 ? _segments.Length : _slots[0].FirstSegment;

    /// <summary>Bytes of memory that the plan takes beside the page itself, estimated.</summary>
    public long SizeBytes =>
        ObjectBytes + (SegmentBytes * _segments.Length) + (SlotBytes * _slots.Length) + (MissingBytes * Missing.Count)
            + Facts.SizeBytes;
}
