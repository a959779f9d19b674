using System.IO.Compression;
using System.Text;
using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Tests.Assembling;

public sealed class GzipAssemblerTests
{
    private static readonly SlotMarkup[] TwoSlots =
        [new("a", "#a", SlotPosition.Inner), new("b", "#b", SlotPosition.Append)];

    private const string Page = "<p id=a>old</p><p id=b>x</p>";

    [Fact]
    public void StitchedPage_UnpacksToTheAssembledPage()
    {
        var plan = Plans.Plan(Page, TwoSlots);
        var frame = new FragmentFrame(Bytes("<ul>"), Bytes("</ul>"));
        FragmentBytes[] cards = [.. Enumerable.Range(0, 6).Select(i => Bytes($"<li>{new string('x', i * 40)}"))];
        SlotContent[][] choices = [[default, default], [new(frame, cards, 6), default], [new(frame), new(frame, cards, 2)]];

        foreach (var contents in choices)
        {
            Assert.Equal(Plans.Assemble(plan, contents), Gzip.Unpack(Gzip.Stitch(plan, contents)));
        }
    }

    [Fact]
    public void RealPages_UnpackToTheirOwnBytes()
    {
        foreach (var (name, html) in RealPages.In("products").Take(12).Concat(RealPages.In("difficult").Take(12)))
        {
            var plan = Plans.Program([new("all", "div", SlotPosition.Before), new("end", "body", SlotPosition.Append)])
                .CreatePlan(html, Plans.Html);

            var unpacked = Gzip.Unpack(Gzip.Stitch(plan, new SlotContent[plan.Slots.Length]));

            Assert.True(html.AsSpan().SequenceEqual(unpacked), name);
        }
    }

    [Fact]
    public void RandomBytes_AreStoredAndUnpack()
    {
        var random = new Random(8);
        foreach (var length in new[] { 1, 31, 32, 33, 65_534, 65_535, 65_536, 200_000 })
        {
            var noise = new byte[length];
            random.NextBytes(noise);
            var plan = Plans.Plan("<p id=a></p>", TwoSlots);
            SlotContent[] contents = [new(new FragmentFrame(new FragmentBytes(noise), new FragmentBytes(default)))];

            var packed = Gzip.Stitch(plan, contents);

            Assert.Equal(Plans.Assemble(plan, contents), Gzip.Unpack(packed));
            Assert.InRange(packed.Length, length, length + 120);
        }
    }

    [Fact]
    public void StartAndRest_AreTheWhole()
    {
        var plan = Plans.Plan(Page, TwoSlots);
        var deflated = DeflatedPlan.Create(plan);
        foreach (var contents in new SlotContent[][] { [default, default], [Plans.Content("one"), default], [default, Plans.Content("two")] })
        {
            using var parts = new PooledBufferWriter();
            GzipAssembler.WriteStart(deflated, parts);
            var start = parts.WrittenCount;
            GzipAssembler.Write(deflated, contents, parts, isStarted: true);
            using var plain = new PooledBufferWriter();
            PageAssembler.WriteStart(plan, plain);
            PageAssembler.Write(plan, contents, plain, isStarted: true);

            Assert.Equal(Gzip.Stitch(plan, contents), parts.WrittenSpan.ToArray());
            Assert.Equal(Plans.Assemble(plan, contents), plain.WrittenSpan.ToArray());
            Assert.True(start > 10);
        }
    }

    /// <summary>.NET reads on after a first member, so it cannot tell one member from several; browsers ignore what follows.</summary>
    [Fact]
    public void StitchedPage_IsOneMember()
    {
        var plan = Plans.Plan(Page, TwoSlots);
        SlotContent[] contents = [Plans.Content("one"), default];
        var page = Plans.Assemble(plan, contents);
        var packed = Gzip.Stitch(plan, contents);
        using var deflate = new DeflateStream(new MemoryStream(packed, 10, packed.Length - 18), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();

        deflate.CopyTo(unpacked);

        Assert.Equal(page, unpacked.ToArray());
        Assert.Equal(page.Length, BitConverter.ToInt32(packed, packed.Length - 4));
    }

    [Fact]
    public void WriteAndMeasure_AllocateNothing()
    {
        var plan = DeflatedPlan.Create(Plans.Plan(Page, TwoSlots));
        SlotContent[] contents = [Plans.Content("one"), default];
        using var output = new PooledBufferWriter(1024);
        var warm = Run(plan, contents, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            warm += Run(plan, contents, output);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.True(warm > 0);
    }

    [Fact]
    public void SizeOfADeflatedPlan_CoversItsBytes()
    {
        var html = $"<p id=a>{string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i * 7919} "))}</p>";
        var plan = Plans.Plan(html, TwoSlots);

        var deflated = DeflatedPlan.Create(plan);

        Assert.InRange(deflated.SizeBytes, GzipAssembler.Measure(deflated, new SlotContent[1]) - 20, html.Length);
    }

    [Fact]
    public void WrongNumberOfContents_IsAProgrammingError()
    {
        var plan = DeflatedPlan.Create(Plans.Plan(Page, TwoSlots));

        Assert.Throws<ArgumentException>(() => GzipAssembler.Measure(plan, []));
        Assert.Throws<ArgumentException>(() => GzipAssembler.Write(plan, [default], new PooledBufferWriter(16)));
    }

    /// <summary>On real pages with four slots what goes over the wire stays within 1.15 of gzip's level 6.</summary>
    [Fact]
    public void RealPages_AreHardlyLargerThanWholeGzip()
    {
        var (stitched, whole) = (0L, 0L);
        foreach (var (_, html) in RealPages.In("products"))
        {
            var plan = Plans.Program(Gzip.Slots(4)).CreatePlan(html, Plans.Html);
            stitched += Gzip.Stitch(plan, new SlotContent[plan.Slots.Length]).Length;
            whole += Gzip.Pack(html).Length;
        }

        Assert.InRange((double)stitched / whole, 0.9, 1.15);
    }

    private static FragmentBytes Bytes(string text) => new(Encoding.ASCII.GetBytes(text));

    private static long Run(DeflatedPlan plan, SlotContent[] contents, PooledBufferWriter output)
    {
        output.Clear();
        GzipAssembler.Write(plan, contents, output);
        return GzipAssembler.Measure(plan, contents);
    }
}
