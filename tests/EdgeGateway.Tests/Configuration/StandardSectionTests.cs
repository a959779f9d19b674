using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Configuration;

/// <summary>Mistakes in the sections that are not ours.</summary>
public sealed class StandardSectionTests
{
    [Theory]
    [InlineData("{}", "ReverseProxy:Routes", "No route is configured")]
    [InlineData("{ \"ReversProxy\": {}, \"ReverseProxy\": {routes} }", "ReversProxy", "Did you mean 'ReverseProxy'?")]
    [InlineData("{ \"ReverseProxy\": {routes}, \"Kestrel\": { \"Endpoints\": { \"a\": {} } } }", "Kestrel:Endpoints:a:Url", "'Url' is missing")]
    [InlineData("{ \"ReverseProxy\": {routes}, \"Kestrel\": { \"Endpoints\": { \"a\": { \"Url\": \"8080\" } } } }", "Kestrel:Endpoints:a:Url", "'8080'")]
    [InlineData("{ \"ReverseProxy\": {routes}, \"Kestrel\": { \"Endpoints\": { \"a\": { \"Url\": \"http://*:70000\" } } } }", "Kestrel:Endpoints:a:Url", "'http://*:70000'")]
    [InlineData("{ \"ReverseProxy\": {routes}, \"Kestrel\": { \"Endpoints\": { \"a\": { \"Url\": \"http://*:9901\" } } } }", "Kestrel:Endpoints:a:Url", "used twice")]
    [InlineData("{ \"ReverseProxy\": {routes}, \"Kestrel\": { \"Endpoints\": { \"a\": { \"Url\": \"http://*:5080\" } } } }", "ReverseProxy:Clusters:origin:Destinations:a:Address", "the gateway's own")]
    public async Task OneMistake_GivesOneProblem(string text, string path, string message)
    {
        const string routes = """
            {
              "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**path}" } } },
              "Clusters": { "origin": { "Destinations": { "a": { "Address": "http://127.0.0.1:5080" } } } }
            }
            """;

        var problem = Assert.Single(await Configs.ProblemsOfText(text.Replace("{routes}", routes, StringComparison.Ordinal)));

        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "'file:///etc/passwd'")]
    [InlineData("unix:/tmp/x", "'unix:/tmp/x'")]
    [InlineData("shop:5080", "'shop:5080'")]
    [InlineData("/relative", "'/relative'")]
    [InlineData("http://shop:70000", "'http://shop:70000'")]
    [InlineData("http://shop:0", "'http://shop:0'")]
    [InlineData("http://user:secret@shop/", "name or password")]
    [InlineData("http://169.254.169.254/", "link-local")]
    [InlineData("http://[fe80::1]/", "link-local")]
    [InlineData("http://[::ffff:169.254.169.254]/", "link-local")]
    [InlineData("http://127.0.0.1:9901", "the gateway's own")]
    public async Task AddressThatIsNoOrigin_IsRefused(string address, string message)
    {
        var problem = Assert.Single(await Configs.ProblemsOfText(Cluster($$"""{ "Destinations": { "a": { "Address": "{{address}}" } } }""")));

        Assert.Equal("ReverseProxy:Clusters:origin:Destinations:a:Address", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "Destinations")]
    [InlineData("{ \"Destinations\": {} }", "Destinations")]
    [InlineData("{ \"Destinations\": { \"a\": { \"Address\": \"\" } } }", "'a'")]
    [InlineData("{ \"LoadBalancingPolicy\": \"Best\", \"Destinations\": { \"a\": { \"Address\": \"http://a\" } } }", "'Best'")]
    public async Task ClusterThatCannotServe_IsRefused(string cluster, string message)
    {
        var problem = Assert.Single(await Configs.ProblemsOfText(Cluster(cluster)));

        Assert.StartsWith("ReverseProxy:Clusters:origin", problem.Path, StringComparison.Ordinal);
        Assert.Contains(message, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ClusterId\": \"orign\", \"Match\": { \"Path\": \"{**p}\" }", "ReverseProxy:Routes:site:ClusterId", "Did you mean 'origin'?")]
    [InlineData("\"ClusterId\": \"origin\", \"Match\": { \"Path\": \"{**p\" }", "ReverseProxy:Routes:site", "{**p")]
    [InlineData("\"ClusterId\": \"origin\", \"Match\": { }", "ReverseProxy:Routes:site", "site")]
    [InlineData("\"ClusterId\": \"origin\", \"Match\": { \"Path\": \"{**p}\" }, \"Metadata\": { \"Edge.Policy\": \"defalt\" }", "ReverseProxy:Routes:site:Metadata:Edge.Policy", "Did you mean 'default'?")]
    [InlineData("\"ClusterId\": \"origin\", \"Match\": { \"Path\": \"{**p}\" }, \"Metadata\": { \"Edge.Polcy\": \"default\" }", "ReverseProxy:Routes:site:Metadata:Edge.Polcy", "Did you mean 'Edge.Policy'?")]
    [InlineData("\"ClusterId\": \"origin\", \"Match\": { \"Path\": \"{**p}\" }, \"Transforms\": [{ \"PathPrefx\": \"/a\" }]", "ReverseProxy:Routes:site", "PathPrefx")]
    public async Task RouteWithAMistake_IsRefused(string route, string path, string message)
    {
        var problem = Assert.Single(await Configs.ProblemsOfText($$"""
            { "ReverseProxy": {
                "Routes": { "site": { {{route}} } },
                "Clusters": { "origin": { "Destinations": { "a": { "Address": "http://127.0.0.1:5080" } } } } } }
            """));

        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValueOfTheWrongKind_IsOneProblemWithoutFollowUps()
    {
        var problem = Assert.Single(await Configs.ProblemsOfText($$"""
            { "ReverseProxy": {
                "Routes": { "site": { "ClusterId": "origin", "Order": "first", "Match": { "Path": "{**p}" } } },
                "Clusters": { "origin": { "Destinations": { "a": { "Address": "http://127.0.0.1:5080" } } } } },
              "Edge": { "Fragments": { "Directory": "fragments" },
                "Slots": { "s": { "Routes": ["site"], "Selector": "p", "Choose": [{ "Fragment": "banner" }] } } } }
            """));

        Assert.Equal("ReverseProxy", problem.Path);
        Assert.Contains("first", problem.Message, StringComparison.Ordinal);
    }

    private static string Cluster(string cluster) => $$"""
        { "ReverseProxy": {
            "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**path}" } } },
            "Clusters": { "origin": {{cluster}} } } }
        """;
}
