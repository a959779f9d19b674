using System.Text.Json;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.DemoShop.Tests.Gateway;

/// <summary>The demo's configuration must fit the shop: every selector finds its element, every fragment exists.</summary>
public sealed class DemoConfigTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Theory]
    [InlineData("head", "/", "/product/cof-1000", "/category/audio", "/search?q=lamp", "/about", "/cart", "/nothing")]
    [InlineData("consent", "/", "/product/cof-1000", "/cart")]
    [InlineData("privacy", "/", "/product/cof-1000", "/cart")]
    [InlineData("hero", "/")]
    [InlineData("home-row", "/")]
    [InlineData("product-row", "/product/cof-1000", "/product/aud-3009")]
    [InlineData("recent", "/", "/product/cof-1000", "/category/audio", "/about")]
    public async Task SlotOfTheShop_FindsOneElement(string slot, params string[] paths)
    {
        var selector = SlotsOf("shop.gateway.json").GetProperty(slot).GetProperty("Selector").GetString()!;

        foreach (var path in paths)
        {
            using var answer = await shop.Client.GetAsync(path);
            var page = RunningShop.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Single(page.QuerySelectorAll(selector));
        }
    }

    [Theory]
    [InlineData("shop.gateway.json")]
    [InlineData("site.gateway.json")]
    public void EveryFragment_Exists(string config)
    {
        var edge = GatewayFiles.ReadConfig(config).GetProperty("Edge");

        var names = FindAll(edge, "Fragment").ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(File.Exists(Path.Combine(GatewayFiles.Fragments, $"{name}.hbs")), name));
    }

    [Theory]
    [InlineData("shop.gateway.json")]
    [InlineData("site.gateway.json")]
    public void EverySlotValue_IsTheSlotsOwnName(string config)
    {
        foreach (var slot in SlotsOf(config).EnumerateObject())
        {
            Assert.All(FindAll(slot.Value, "slot"), value => Assert.Equal(slot.Name, value));
        }
    }

    [Fact]
    public void EveryRule_Compiles()
    {
        var edge = GatewayFiles.ReadConfig("shop.gateway.json").GetProperty("Edge");
        var definitions = edge.GetProperty("Segments").EnumerateObject()
            .Select(segment => new SegmentDefinition(segment.Name, segment.Value.GetProperty("When").GetString()!, 0)).ToList();
        var problems = new List<RuleProblem>();

        var segments = SegmentProgram.Compile(definitions, problems);
        foreach (var rule in FindAll(edge.GetProperty("Slots"), "When"))
        {
            Rule.Compile(rule, segments, out var problem);
            problems.AddRange(problem is null ? [] : [problem]);
        }

        Assert.Empty(problems);
        Assert.Equal(1, segments.Count);
    }

    [Fact]
    public async Task AutomaticEvents_AreRequestsTheShopKnows()
    {
        var rules = GatewayFiles.ReadConfig("shop.gateway.json")
            .GetProperty("Edge")
            .GetProperty("Events")
            .GetProperty("Automatic");
        foreach (var rule in rules.EnumerateArray())
        {
            var path = rule.GetProperty("Path").GetString()!.Replace("{item}", "cof-1000", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(rule.GetProperty("Method").GetString()!), path);

            using var answer = await shop.Client.SendAsync(request);

            Assert.True((int)answer.StatusCode < 400, $"{request.Method} {path} answers {(int)answer.StatusCode}.");
        }
    }

    private static JsonElement SlotsOf(string config) =>
        GatewayFiles.ReadConfig(config).GetProperty("Edge").GetProperty("Slots");

    private static IEnumerable<string> FindAll(JsonElement element, string key) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == key && member.Value.ValueKind == JsonValueKind.String
                ? [member.Value.GetString()!]
                : FindAll(member.Value, key)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(inner => FindAll(inner, key)),
        _ => [],
    };
}
