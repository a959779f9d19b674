using System.Buffers;
using System.Diagnostics;
using System.IO.Compression;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Benchmarks.Fuzzing;

/// <summary>
/// What must hold for any bytes: reading ends in time and without an exception, nothing outside filled slots changes, the same
/// bytes give the same plan, a saved plan comes back, gzip holds the same page, and a page cut short is as good as any.
/// </summary>
internal sealed class PlanCheck(Random random) : IPageCheck
{
    private static readonly SlotMarkup[] Slots =
    [
        new("1", "body", SlotPosition.Append), new("2", "body", SlotPosition.Prepend), new("3", "head", SlotPosition.Append),
        new("4", "p", SlotPosition.Inner) { MatchesAll = true }, new("5", "div > *", SlotPosition.Before) { MatchesAll = true },
        new("6", "td, li, p + p", SlotPosition.After) { MatchesAll = true }, new("7", "b b, a:first-child", SlotPosition.Prepend),
        new("8", "table *", SlotPosition.Replace) { MatchesAll = true }, new("9", "svg *", SlotPosition.After), new("10", "div div", SlotPosition.Inner),
        new("11", "form, select", SlotPosition.Replace), new("12", "#i", SlotPosition.Replace), new("13", "#i", SlotPosition.Inner),
        new("14", ":has(> p):not(body)", SlotPosition.Replace) { MatchesAll = true }, new("15", "ul > li:last-child", SlotPosition.Append),
        new("16", ":nth-child(2n+1 of p)", SlotPosition.Text), new("17", "title, textarea", SlotPosition.Text), new("18", "div ~ p:nth-last-of-type(1)", SlotPosition.After),
        new("19", "*", SlotPosition.Attribute) { Attribute = "class", MatchesAll = true }, new("20", "a", SlotPosition.Attribute) { Attribute = "href" },
        new("21", string.Empty, SlotPosition.Inner) { Marker = "m", MatchesAll = true }, new("22", string.Empty, SlotPosition.After) { WithText = "Related" },
        new("23", "[href*=x i]", SlotPosition.Before), new("24", ":root > body > :empty", SlotPosition.Before), new("25", "h1:has(~ p) *", SlotPosition.Inner),
    ];

    private static readonly string?[] ContentTypes =
        ["text/html; charset=utf-8", "text/html", "text/html; charset=shift_jis", "text/html; charset=windows-1252"];

    private readonly PageProgram _program = PageProgram.Compile(Slots, []);
    private readonly SlotContent _content = new(SlotText.Render("edge <fragment>", null));

    public long Found { get; private set; }

    public long Bytes { get; private set; }

    public string? Run(byte[] html)
    {
        var contentType = ContentTypes[random.Next(ContentTypes.Length)];
        try
        {
            var cut = html.AsMemory(0, random.Next(html.Length + 1));
            return Check(html, contentType) ?? Check(cut, contentType);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private string? Check(ReadOnlyMemory<byte> html, string? contentType)
    {
        var started = Stopwatch.GetTimestamp();
        var plan = _program.CreatePlan(html, contentType);
        var took = Stopwatch.GetElapsedTime(started);
        Found += plan.Slots.Length;
        Bytes += html.Length;
        if (took > TimeSpan.FromSeconds(2) + TimeSpan.FromMicroseconds(html.Length))
        {
            return $"reading {html.Length} bytes took {took.TotalSeconds:0.0} s";
        }

        var contents = new SlotContent[plan.Slots.Length];
        if (!Assemble(plan, contents).AsSpan().SequenceEqual(html.Span))
        {
            return "without contents the page is another one";
        }

        foreach (ref var content in contents.AsSpan())
        {
            content = random.Next(2) == 0 ? _content : default;
        }

        var filled = Assemble(plan, contents);
        return !filled.AsSpan().SequenceEqual(Expected(html.Span, plan, contents)) ? "bytes outside the slots changed"
            : !IsSame(plan, _program.CreatePlan(html.ToArray(), contentType)) ? "the same bytes give two plans"
            : _program.Restore(_program.Save(plan), html) is not { } restored || !IsSame(plan, restored) ? "the saved plan is another one"
            : random.Next(50) == 0 && !Unzip(plan, contents).AsSpan().SequenceEqual(filled) ? "gzip holds another page"
            : null;
    }

    /// <summary>The page put together without the assembler, from the slots' places alone.</summary>
    private byte[] Expected(ReadOnlySpan<byte> html, PagePlan plan, SlotContent[] contents)
    {
        var page = new ArrayBufferWriter<byte>();
        var at = 0;
        for (var i = 0; i < contents.Length;)
        {
            var slot = plan.Slots[i];
            if (contents[i].IsOrigin)
            {
                i++;
                continue;
            }

            page.Write(html[at..slot.Start]);
            page.Write(_content.Prefix.Span);
            at = slot.Start + slot.Origin.Length;
            i = slot.NextSlot;
        }

        page.Write(html[at..]);
        return page.WrittenSpan.ToArray();
    }

    private static bool IsSame(PagePlan left, PagePlan right) =>
        left.Refusal == right.Refusal && left.Facts == right.Facts && left.PageHash == right.PageHash && left.Missing.SequenceEqual(right.Missing)
        && left.Slots.ToArray().Select(Key).SequenceEqual(right.Slots.ToArray().Select(Key));

    private static (int, int, int, int, int, int) Key(PlanSlot slot) =>
        (slot.SlotIndex, slot.Start, slot.Origin.Length, slot.FirstSegment, slot.EndSegment, slot.NextSlot);

    private static byte[] Assemble(PagePlan plan, SlotContent[] contents)
    {
        var page = new ArrayBufferWriter<byte>();
        PageAssembler.Write(plan, contents, page);
        return page.WrittenCount == PageAssembler.Measure(plan, contents)
            ? page.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"Measured {PageAssembler.Measure(plan, contents)} bytes, wrote {page.WrittenCount}.");
    }

    private static byte[] Unzip(PagePlan plan, SlotContent[] contents)
    {
        var packed = new ArrayBufferWriter<byte>();
        GzipAssembler.Write(DeflatedPlan.Create(plan), contents, packed);
        using var unzip = new GZipStream(new MemoryStream(packed.WrittenSpan.ToArray()), CompressionMode.Decompress);
        var page = new MemoryStream();
        unzip.CopyTo(page);
        return page.ToArray();
    }
}
