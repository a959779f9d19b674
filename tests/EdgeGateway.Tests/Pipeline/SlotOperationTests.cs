using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Pipeline;

/// <summary>What slots do beside showing a fragment, from the browser's side.</summary>
public sealed class SlotOperationTests
{
    private const string Page = """
        <html><head><title>Old</title></head><body><main id=m><a id=l href="/old" title=t>x</a><p class=p>1</p><p class=p>2</p>
        <!--edge:slot offer.k7-->sold out<!--/edge:slot--><h2>Related</h2></main></body></html>
        """;

    [Theory]
    [InlineData("\"Selector\": \"#l\", \"Position\": \"attribute:href\", \"Choose\": [{ \"Text\": \"/new?a=1&b\" }]",
        "<a id=l href=\"/old\" title=t>", "<a id=l href=\"/new?a&#61;1&amp;b\" title=t>")]
    [InlineData("\"Selector\": \"#l\", \"Position\": \"attribute:title\", \"Choose\": [{ \"Remove\": true }]", " title=t>", ">")]
    [InlineData("\"Selector\": \"title\", \"Position\": \"text\", \"Choose\": [{ \"Text\": \"Grüße <b>\" }]", "Old", "Gr&#252;&#223;e &lt;b&gt;")]
    [InlineData("\"Selector\": \"#l\", \"Position\": \"replace\", \"Choose\": [{ \"Remove\": true }]",
        "<a id=l href=\"/old\" title=t>x</a>", "")]
    [InlineData("\"Selector\": \"h2\", \"Position\": \"after\", \"WithText\": \"Related\", \"Choose\": [{ \"Fragment\": \"banner\" }]",
        "Related</h2>", "Related</h2><b>new</b>")]
    [InlineData("\"Marker\": \"offer.k7\", \"Choose\": [{ \"Fragment\": \"banner\" }]", "sold out", "<b>new</b>")]
    public async Task Operation_ChangesThatPlaceAndNothingElse(string slot, string old, string expected)
    {
        await using var gateway = await StartAsync($"\"s\": {{ {slot} }}");

        var body = await gateway.Site.GetStringAsync("/");

        Assert.Equal(Page.Replace(old, expected, StringComparison.Ordinal), body);
    }

    [Fact]
    public async Task MatchAll_ShowsTheSameEverywhere()
    {
        await using var gateway = await StartAsync("\"s\": { \"Selector\": \"p\", \"Match\": \"all\", \"Choose\": [{ \"Fragment\": \"banner\" }] }");

        var body = await gateway.Site.GetStringAsync("/");

        Assert.Contains("<p class=p><b>new</b></p><p class=p><b>new</b></p>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OuterSlotThatIsFilled_HidesTheInner()
    {
        const string Inner = "\"inner\": { \"Selector\": \"#l\", \"Position\": \"replace\", \"Choose\": [{ \"Fragment\": \"banner\" }] }";
        await using var gateway = await StartAsync($$"""
            {{Inner}}, "outer": { "Selector": "main", "Choose": [{ "When": "path() = '/all'", "Text": "outer" }] }
            """);
        gateway.Origin.Answer("/all", Page, "Cache-Control: max-age=600");

        Assert.Equal(
            Page.Replace("<a id=l href=\"/old\" title=t>x</a>", "<b>new</b>", StringComparison.Ordinal), await gateway.Site.GetStringAsync("/"));
        var whole = await gateway.Site.GetStringAsync("/all");
        Assert.Contains("<main id=m>outer</main>", whole, StringComparison.Ordinal);
        var metrics = await gateway.Admin.GetStringAsync("/metrics");
        Assert.Contains("edge_decisions_total{slot=\"inner\",source=\"rule\",reason=\"none\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextOfAnOtherVisit_ChangesTheTag()
    {
        await using var gateway = await StartAsync("\"s\": { \"Selector\": \"h2\", \"Position\": \"text\", \"Choose\": [{ \"Text\": \"one\" }] }");
        using var first = await gateway.GetAsync("/");
        gateway.Rewrite(Edge("\"s\": { \"Selector\": \"h2\", \"Position\": \"text\", \"Choose\": [{ \"Text\": \"two\" }] }"));
        (await gateway.Admin.PostAsync("/api/reload", null)).Dispose();

        for (var i = 0; i < 5000; i++)
        {
            using var answer = await gateway.GetAsync("/");
            if ((await answer.Content.ReadAsStringAsync()).Contains("<h2>two</h2>", StringComparison.Ordinal))
            {
                Assert.NotEqual(first.Headers.ETag, answer.Headers.ETag);
                return;
            }
        }

        Assert.Fail("The page was not compiled again.");
    }

    private static string Edge(string slots) => $$"""
        "Fragments": { "Directory": "fragments" }, "Slots": { {{slots}} }
        """;

    private static async Task<HostedGateway> StartAsync(string slots)
    {
        var gateway = await HostedGateway.StartAsync(Edge(slots), ("banner", "<b>new</b>"));
        gateway.Origin.Answer("/", Page, "Cache-Control: max-age=600");
        return gateway;
    }
}
