using EdgeGateway.Caching;
using EdgeGateway.Configuration;
using EdgeGateway.Site;
using EdgeGateway.TestKit;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Configuration;

public sealed class ShippedConfigTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static string Repository => TestData.Repository;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NothingButReverseProxy_IsAPlainCache()
    {
        var config = await GatewayConfigReader.ReadAsync(_folder.Write("gateway.json", $"{{ {Configs.Proxy} }}"), CancellationToken.None);

        var site = SiteCompiler.Compile(config);

        var route = Assert.Single(site.Routes.Values);
        Assert.Equal(("site", "origin"), (route.Id, route.ClusterId));
        Assert.Equal(CachePolicy.Default, route.Policy);
        Assert.Equal(CacheMode.Origin, route.Policy.Mode);
        Assert.Null(site.ProgramFor("site", "/"));
        Assert.Equal(Path.Combine(_folder.Path, "data"), config.DataFolder);
        Assert.Equal(new Uri("http://127.0.0.1:9901"), config.AdminAddress);
        Assert.Equal(512L << 20, config.Cache.MaxBytes);
        Assert.False(config.ShowDecisions);
    }

    [Theory]
    [InlineData("src/EdgeGateway/Demo/shop.gateway.json", 7)]
    [InlineData("src/EdgeGateway/Demo/site.gateway.json", 5)]
    [InlineData("deploy/gateway.json", 0)]
    public async Task ShippedFile_IsValid(string name, int slots)
    {
        var file = _folder.Write("gateway.json", Filled(name));

        var problems = await Configs.ProblemsOf(file);
        var config = await GatewayConfigReader.ReadAsync(file, CancellationToken.None);

        Assert.Empty(problems);
        Assert.Equal(slots, config.Slots.Count);
    }

    [Fact]
    public async Task PolicyThatExtends_TakesWhatItDoesNotSay()
    {
        var config = await GatewayConfigReader.ReadAsync(_folder.Write("gateway.json", Configs.WithEdge("""
            { "Cache": { "Policies": {
                "child": { "Extends": "html", "StaleIfError": "2d", "Mode": "override" },
                "html": { "Extends": "default", "Forward": "keyed", "StaleIfError": "1d", "Tags": ["page"], "Ttl": { "Override": "90s" },
                          "Query": { "Ignore": ["utm_*"] }, "VaryBy": ["device", "header:Accept-Language"] },
                "default": { "MaxVariants": 4, "Compress": false } } } }
            """)), CancellationToken.None);

        var child = config.Cache.Policies["child"];

        Assert.Empty(config.Problems);
        Assert.Equal((CacheMode.Override, ForwardMode.Keyed, 4, false), (child.Mode, child.Forward, child.MaxVariants, child.Compress));
        Assert.Equal((TimeSpan.FromDays(2), TimeSpan.FromSeconds(90)), (child.StaleIfError, child.Ttl));
        Assert.Equal(["page"], child.Tags);
        Assert.Equal(["utm_*"], child.QueryIgnore);
        Assert.Equal(["device", "header:Accept-Language"], child.VaryBy);
        Assert.Equal("child", child.Name);
    }

    /// <summary>A shipped file with the demo's placeholders replaced.</summary>
    internal static string Filled(string name) => File.ReadAllText(Path.Combine(Repository, name))
        .Replace("{port}", "8080", StringComparison.Ordinal)
        .Replace("{admin-port}", "9901", StringComparison.Ordinal)
        .Replace("{origin}", "http://127.0.0.1:5080", StringComparison.Ordinal)
        .Replace("{demo}", Path.Combine(Repository, "src", "EdgeGateway", "Demo"), StringComparison.Ordinal)
        .Replace("{models}", Path.Combine(Repository, "models"), StringComparison.Ordinal);
}
