using System.Text;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Templates.Selecting;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Streaming;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// The slots of a site compiled for reading pages: every page is read once, when it is stored, however many slots there are.
/// Immutable and thread-safe.
/// </summary>
public sealed class PageProgram
{
    private readonly SlotMarkup[] _slots;
    private readonly SelectorProgram _program;
    private readonly TemplatesMetrics? _metrics;
    private readonly ulong _fingerprint;

    private PageProgram(SlotMarkup[] slots, SelectorProgram program, TemplatesMetrics? metrics)
    {
        _slots = slots;
        _program = program;
        _metrics = metrics;
        _fingerprint = Hash64.Compute(Encoding.UTF8.GetBytes(string.Concat(slots.Select(static slot => slot.ToString()))));
    }

    /// <summary>The slots in definition order, without those that had a problem.</summary>
    public IReadOnlyList<SlotMarkup> Slots => _slots;

    /// <summary>Compiles slots; each one that cannot be used becomes a problem and is left out.</summary>
    /// <param name="slots">In definition order, which orders slots at the same place.</param>
    /// <param name="problems">Receives every problem.</param>
    /// <param name="metrics">Counts plans, refusals and missing slots; may be null.</param>
    public static PageProgram Compile(
        IReadOnlyList<SlotMarkup> slots, ICollection<SlotProblem> problems, TemplatesMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(problems);
        var usable = new List<SlotMarkup>();
        var steps = new List<SelectorStep>();
        foreach (var slot in slots)
        {
            var before = steps.Count;
            try
            {
                AddSteps(slot, usable.Count, steps);
                usable.Add(slot);
            }
            catch (SelectorException problem)
            {
                steps.RemoveRange(before, steps.Count - before);
                problems.Add(new SlotProblem(slot.Slot, problem.Column, problem.Message));
            }
        }

        return new PageProgram([.. usable], new SelectorProgram(steps), metrics);
    }

    private static void AddSteps(SlotMarkup slot, int index, List<SelectorStep> steps)
    {
        if (slot.Marker is { } marker)
        {
            var test = new AttributeTest("data-edge-slot"u8.ToArray(), AttributeOperator.Equal, Encoding.UTF8.GetBytes(marker), false);
            steps.Add(new SelectorStep(null, null, [], [test], []) { Target = index });
            return;
        }

        var selector = slot is { Selector.Length: 0, WithText: not null } ? "*" : slot.Selector;
        new SelectorReader(selector, index, steps).Read();
    }

    /// <summary>
    /// Reads a page and cuts it at its slots. Never throws for any bytes: a page that cannot be treated keeps all its bytes
    /// and the plan says why.
    /// </summary>
    /// <param name="html">The whole page without content coding; the plan keeps slices of it.</param>
    /// <param name="contentTypeHeader">The response's Content-Type; without one the page is left alone.</param>
    public PagePlan CreatePlan(ReadOnlyMemory<byte> html, string? contentTypeHeader)
    {
        var started = _metrics?.Start() ?? 0;
        var plan = Read(html, contentTypeHeader);
        _metrics?.PlanCreated(plan, started, html.Length);
        return plan;
    }

    /// <summary>A plan of this program as bytes, from which <see cref="Restore"/> makes it again.</summary>
    public byte[] Save(PagePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PlanFormat.Write(plan, _fingerprint);
    }

    /// <summary>
    /// A saved plan without reading the page again; null when it was made by other slots or from another page, or by another
    /// version of this program.
    /// </summary>
    /// <param name="saved">What <see cref="Save"/> gave, perhaps in another process.</param>
    /// <param name="html">The page; the plan keeps slices of it.</param>
    public PagePlan? Restore(ReadOnlySpan<byte> saved, ReadOnlyMemory<byte> html) =>
        PlanFormat.Read(saved, html, _fingerprint, Hash64.Compute(html.Span), _slots);

    /// <summary>Begins a page that is not stored but filled while it passes.</summary>
    /// <param name="contentTypeHeader">The response's Content-Type; without one the page passes unchanged.</param>
    /// <param name="source">Says what fills the slots.</param>
    public StreamedPage CreateStream(string? contentTypeHeader, IStreamedSlots source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new StreamedPage(_slots, _program, contentTypeHeader, source, _metrics);
    }

    private PagePlan Read(ReadOnlyMemory<byte> html, string? contentTypeHeader)
    {
        var hash = Hash64.Compute(html.Span);
        var contentType = ContentType.Read(contentTypeHeader);
        if (!contentType.IsHtml)
        {
            return Refuse(html, PlanRefusal.NotHtml, hash);
        }

        var charset = Charset.Sniff(html.Span, contentType.Charset);
        if (charset.Refusal != PlanRefusal.None)
        {
            return Refuse(html, charset.Refusal, hash);
        }

        var scan = new PageScan(html, _program, charset.Encoding, _slots);
        var builder = new TreeBuilder(html.Span, scan, EncodingLabels.DoubleByteOf(charset.Encoding));
        builder.Run();
        var refusal = builder.IsTooDeep ? PlanRefusal.TooDeep
            : scan.IsAmp ? PlanRefusal.Amp
            : scan.IsFeed ? PlanRefusal.NotHtml
            : PlanRefusal.None;
        return refusal == PlanRefusal.None ? Cut(html, scan.Find(builder.Root), scan, hash) : Refuse(html, refusal, hash, scan.HasNonce);
    }

    private PagePlan Cut(ReadOnlyMemory<byte> html, List<SlotTarget> targets, PageScan scan, ulong hash)
    {
        var placer = new SlotPlacer(_slots);
        PlanPlace[] places = [.. placer.Place(html.Span, targets)
            .Select(static edit => new PlanPlace(edit.Target.SlotIndex, edit.Start, edit.End, edit.Next))];
        return PagePlan.Cut(html, places, placer.Missing, PlanRefusal.None, scan.Facts, hash, scan.HasNonce);
    }

    private PagePlan Refuse(ReadOnlyMemory<byte> html, PlanRefusal refusal, ulong hash, bool hasNonce = false)
    {
        var missing = new MissingSlot[_slots.Length];
        for (var i = 0; i < missing.Length; i++)
        {
            missing[i] = MissingSlotText.Explain(i, _slots[i], MissingSlotReason.PageRefused, refusal.ToText());
        }

        return PagePlan.Cut(html, [], missing, refusal, PageFacts.None, hash, hasNonce);
    }
}
