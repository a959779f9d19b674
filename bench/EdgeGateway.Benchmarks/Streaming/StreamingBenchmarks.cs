using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Samples;
using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Streaming;

namespace EdgeGateway.Benchmarks.Streaming;

/// <summary>What does it cost to fill a page while it passes in pieces of 4 kB, beside reading it whole into a plan?</summary>
public class StreamingBenchmarks : IStreamedSlots
{
    private readonly PooledBufferWriter _output = new(64 << 10);
    private readonly PageProgram _program = PageProgram.Compile(
        [
            new SlotMarkup("top", "body", SlotPosition.Prepend),
            new SlotMarkup("heading", "h1", SlotPosition.After),
            new SlotMarkup("related", "#related .items", SlotPosition.Inner),
            new SlotMarkup("end", "body", SlotPosition.Append),
        ],
        []);

    public static IEnumerable<RealPage> Pages => RealPage.All;

    [ParamsSource(nameof(Pages))]
    public RealPage Page { get; set; } = null!;

    [Benchmark(Baseline = true, Description = "page plan")]
    public PagePlan CompilePlan() => _program.CreatePlan(Page.Html, "text/html; charset=utf-8");

    [Benchmark(Description = "page passes")]
    public int Pass()
    {
        using var page = _program.CreateStream("text/html; charset=utf-8", this);
        var sent = 0;
        for (var at = 0; at < Page.Html.Length; at += 4096)
        {
            page.Write(Page.Html.AsSpan(at, Math.Min(4096, Page.Html.Length - at)), _output);
            sent += _output.WrittenCount;
            _output.Clear();
        }

        page.Complete(_output);
        return sent;
    }

    public SlotContent Fill(int slotIndex) => default;
}
