using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Samples;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Benchmarks.Compiling;

/// <summary>What does reading a page into a plan cost beside parsing it into a document?</summary>
public class CompilingBenchmarks
{
    private readonly HtmlParser _parser = new();
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

    [Benchmark(Baseline = true, Description = "AngleSharp document")]
    public object ParseDocument() => _parser.ParseDocument(new MemoryStream(Page.Html));

    [Benchmark(Description = "page plan")]
    public PagePlan CompilePlan() => _program.CreatePlan(Page.Html, "text/html; charset=utf-8");
}
