using System.Buffers;
using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Benchmarks.Assembling;

/// <summary>What do four fragments cost beside copying the finished page as one block?</summary>
public class AssemblingBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(128 << 10);
    private PagePlan _plan = null!;
    private SlotContent[] _contents = null!;
    private DeflatedPlan _deflated = null!;
    private byte[] _page = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var program = PageProgram.Compile(
            [.. ShopPage.Slots.Select(static slot => new SlotMarkup(slot, "#" + slot, SlotPosition.Inner))], []);
        _plan = program.CreatePlan(ShopPage.Html, "text/html; charset=utf-8");
        _contents = SampleFragments.For(_plan);
        _deflated = DeflatedPlan.Create(_plan);
        PageAssembler.Write(_plan, _contents, _output);
        _page = _output.WrittenSpan.ToArray();
        if (_plan.Slots.Length != 4 || _page.Length <= ShopPage.Html.Length)
        {
            throw new InvalidOperationException($"The page has {_plan.Slots.Length} slots and {_page.Length} bytes.");
        }
    }

    [Benchmark(Baseline = true, Description = "copy one block")]
    public int CopyOneBlock()
    {
        _output.ResetWrittenCount();
        _output.Write(_page);
        return _output.WrittenCount;
    }

    [Benchmark(Description = "assemble 4 fragments")]
    [Budget(AllocatedBytes = 0)]
    public long Assemble()
    {
        _output.ResetWrittenCount();
        var length = PageAssembler.Measure(_plan, _contents);
        PageAssembler.Write(_plan, _contents, _output);
        return length;
    }

    [Benchmark(Description = "stitch 4 fragments, gzip")]
    [Budget(AllocatedBytes = 0, Microseconds = 2)]
    public long Stitch()
    {
        _output.ResetWrittenCount();
        var length = GzipAssembler.Measure(_deflated, _contents);
        GzipAssembler.Write(_deflated, _contents, _output);
        return length;
    }

    [Benchmark(Description = "gzip the page, fastest")]
    public long GzipFastest()
    {
        using var packed = new MemoryStream(_page.Length);
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            packing.Write(_page);
        }

        return packed.Length;
    }

    [Benchmark(Description = "deflate a stored page, once")]
    public long Deflate() => DeflatedPlan.Create(_plan).SizeBytes;

    [Benchmark(Description = "hash for the ETag")]
    [Budget(AllocatedBytes = 0)]
    public ulong Hash() => PageAssembler.HashOf(_plan, _contents);
}
