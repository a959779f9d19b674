using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Benchmarks.Samples;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Benchmarks.Compiling;

/// <summary>What does reading a page into a plan cost beside parsing it into a document, and how do selectors move it?</summary>
public class CompilingBenchmarks
{
    private static readonly string[] Selectors =
    [
        "h1", "#related .items", "main > article:first-child", ".product-card", "a[href^='/p/']", "nav li:nth-child(2)",
        "footer p", "[data-id]", "section h2 + p", "form#search",
    ];

    private readonly HtmlParser _parser = new();
    private readonly PageProgram _ten = Compile(Selectors);
    private readonly PageProgram _ahead = Compile([.. Selectors[..8], "section:has(> h2)", "ul > li:last-child"]);
    private readonly PageProgram _hundreds = Compile(
        [.. Enumerable.Range(0, 300).Select(static i => $"{Selectors[i % 10]}, .c{i}, #i{i} > .x, div.y{i}:not(.z)")]);

    public static IEnumerable<RealPage> Pages => RealPage.All;

    [ParamsSource(nameof(Pages))]
    public RealPage Page { get; set; } = null!;

    [Benchmark(Baseline = true, Description = "AngleSharp document")]
    public object ParseDocument() => _parser.ParseDocument(new MemoryStream(Page.Html));

    [Benchmark(Description = "page plan, 10 selectors")]
    [Budget(MegabytesPerSecond = 150)]
    public PagePlan CompilePlan() => _ten.CreatePlan(Page.Html, "text/html; charset=utf-8");

    [Benchmark(Description = "page plan, 10 selectors of which 2 look ahead")]
    public PagePlan CompilePlanThatLooksAhead() => _ahead.CreatePlan(Page.Html, "text/html; charset=utf-8");

    [Benchmark(Description = "page plan, 300 selectors")]
    public PagePlan CompilePlanOfHundreds() => _hundreds.CreatePlan(Page.Html, "text/html; charset=utf-8");

    private static PageProgram Compile(string[] selectors) => PageProgram.Compile(
        [.. selectors.Select(static (selector, index) => new SlotMarkup($"s{index}", selector, SlotPosition.Append))], []);
}
