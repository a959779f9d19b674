using EdgeGateway.Commands;
using EdgeGateway.TestKit.Origins;
using EdgeGateway.Tests.Configuration;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Commands;

[Collection(AloneWithTheConsole.Name)]
public sealed class CommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Names => [.. EdgeCommandLine.Create().Subcommands.Select(command => command.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_ShowsAnExample(string command)
    {
        var run = await CommandRun.Of(command, "--help");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains($"Example: edge-gateway {command}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValidFile_IsSummedUp()
    {
        var file = _folder.Write("gateway.json", ShippedConfigTests.Filled("src/EdgeGateway/Demo/site.gateway.json"));

        var run = await CommandRun.Of("validate", "--config", file);

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Errors));
        Assert.Contains("is valid: 1 routes, 2 cache policies, 5 slots", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidFile_ListsEveryProblemOfAllFiles()
    {
        _folder.Write("items.ndjson", "not json\n");
        var file = _folder.Write("gateway.json", Configs.WithEdge("""
            { "Cahce": {}, "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "x" }] } }, "Recommendations": { "Catalogue": "items.ndjson" } }
            """));

        var run = await CommandRun.Of("validate", "--config", file);

        Assert.Equal((ExitCodes.BadInput, ""), (run.ExitCode, run.Output));
        Assert.Contains($"'{file}' has 4 problems.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("  Edge:Cahce: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("  Edge:Slots:s:Choose:0:Fragment: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("  Edge:Recommendations:Catalogue: Row 1: ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("run")]
    [InlineData("explain", "http://shop.test/")]
    public async Task MissingFile_IsOneSentence(params string[] arguments)
    {
        var run = await CommandRun.Of([.. arguments, "--config", Path.Combine(_folder.Path, "none.json")]);

        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains("none.json' does not exist", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'/product/1'", "explain", "/product/1")]
    [InlineData("'ftp://shop.test/'", "explain", "ftp://shop.test/")]
    [InlineData("'no colon'", "explain", "http://shop.test/", "-H", "no colon")]
    [InlineData("exactly one of --url, --tag, --prefix, --host or --all", "purge")]
    [InlineData("exactly one of --url, --tag, --prefix, --host or --all", "purge", "--all", "--tag", "x")]
    [InlineData("'30d'", "preview", "http://shop.test/", "--for", "30d")]
    [InlineData("'shop.test'", "preview", "shop.test")]
    [InlineData("'xyz'", "erase", "xyz")]
    [InlineData("'0'", "demo", "--port", "0")]
    [InlineData("'ftp://x/'", "demo", "--origin", "ftp://x/")]
    [InlineData("'nowhere'", "purge", "--all", "--address", "nowhere")]
    [InlineData("'frobnicate'", "frobnicate")]
    [InlineData("--frob", "validate", "--frob")]
    public async Task BadArguments_AreNamed(string named, params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);

        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.Contains(named, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminCommands_TalkToARunningGateway()
    {
        await using var gateway = await HostedGateway.StartAsync();
        var address = gateway.Admin.BaseAddress!.ToString();
        gateway.Origin.Answer("/a", "a", "Cache-Control: max-age=600\r\nSurrogate-Key: red", "text/plain");
        await gateway.Site.GetStringAsync("/a");
        await gateway.Site.GetStringAsync("/a");

        var purge = await CommandRun.Of("purge", "--tag", "red", "--soft", "--address", address);
        var all = await CommandRun.Of("purge", "--all", "--address", address);
        var erase = await CommandRun.Of("erase", "00112233445566778899aabbccddeeff", "--address", address);
        var health = await CommandRun.Of("health", "--address", address);

        Assert.Equal(
            (0, $"{{\"purged\":1,\"kind\":\"tag\",\"target\":\"red\",\"mode\":\"soft\",\"urls\":[\"{gateway.Site.BaseAddress}a\"]}}"),
            (purge.ExitCode, purge.Output.Trim()));
        Assert.StartsWith("{\"purged\":1,\"kind\":\"all\"", all.Output, StringComparison.Ordinal);
        Assert.Equal((0, "{\"erased\":true}"), (erase.ExitCode, erase.Output.Trim()));
        Assert.Equal((0, "ready"), (health.ExitCode, health.Output.Trim()));
    }

    [Theory]
    [InlineData("--url", "{0}a?x=1", 1)]
    [InlineData("--prefix", "{0}a", 1)]
    [InlineData("--prefix", "{0}b", 0)]
    [InlineData("--host", "{1}", 1)]
    [InlineData("--tag", "none", 0)]
    public async Task PurgeOfEachKind_PrintsWhatItHit(string option, string value, int hit)
    {
        await using var gateway = await HostedGateway.StartAsync();
        gateway.Origin.Answer("/a?x=1", "a", "Cache-Control: max-age=600", "text/plain");
        await gateway.Site.GetStringAsync("/a?x=1");
        await gateway.Site.GetStringAsync("/a?x=1");

        var run = await CommandRun.Of("purge", option,
            value.Replace("{0}", gateway.Site.BaseAddress!.ToString(), StringComparison.Ordinal).Replace("{1}", gateway.Site.BaseAddress.Authority, StringComparison.Ordinal),
            "--admin", gateway.Admin.BaseAddress!.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{{\"purged\":{hit},", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalOfTheGateway_IsPrintedAsItsSentence()
    {
        await using var gateway = await HostedGateway.StartAsync();

        var run = await CommandRun.Of("purge", "--url", "shop.test/", "--admin", gateway.Admin.BaseAddress!.ToString());

        Assert.Equal((ExitCodes.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("The url 'shop.test/' is not accepted; it must be absolute", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainOfARunningGateway_ReadsItsMemory()
    {
        await using var gateway = await HostedGateway.StartAsync();
        gateway.Origin.Answer("/a", "a", "Cache-Control: max-age=600\r\nSurrogate-Key: red", "text/plain");
        await gateway.Site.GetStringAsync("/a");
        await gateway.Site.GetStringAsync("/a");

        var run = await CommandRun.Of("explain", $"{gateway.Site.BaseAddress}a", "-H", "X-A: b", "--admin", gateway.Admin.BaseAddress!.ToString());

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Matches("  now        hit; stored, age [0-9] s, ttl [0-9]+ s", run.Output);
        Assert.Contains("  tags       red", run.Output, StringComparison.Ordinal);
        Assert.Contains("  variants   1 of at most 16", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_PrintsALinkAndAHeaderThatTheSiteTakes()
    {
        await using var gateway = await HostedGateway.StartAsync();

        var run = await CommandRun.Of("preview", "--config", gateway.ConfigFile, $"{gateway.Site.BaseAddress}product/1?x=2", "--for", "10m");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var lines = run.Output.Split('\n').Select(line => line.Trim()).ToList();
        var header = lines.Single(line => line.StartsWith("header", StringComparison.Ordinal)).Split(": ")[1];
        using var answer = await gateway.GetAsync("/a", null, ("Edge-Preview", header));
        Assert.True(answer.Headers.Contains("Edge-Explain"));
        using var link = await gateway.Site.GetAsync(lines.Single(line => line.StartsWith("link", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        Assert.Equal("/product/1?x=2", link.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("purge", "--all")]
    [InlineData("health")]
    [InlineData("erase", "00112233445566778899aabbccddeeff")]
    public async Task NobodyListening_IsSaidWithTheAddress(params string[] arguments)
    {
        var run = await CommandRun.Of([.. arguments, "--address", "http://127.0.0.1:1"]);

        Assert.Equal((ExitCodes.CouldNotRun, ""), (run.ExitCode, run.Output));
        Assert.Contains("'http://127.0.0.1:1/' does not answer", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_TellsOfRouteStorageAndSlots()
    {
        await using var origin = new ScriptedOrigin();
        origin.Answer("/product/1?x=%41", "<html><body><p id=here>old</p></body></html>", "Cache-Control: max-age=60");
        _folder.Write("fragments/banner.hbs", "<b>new</b>");
        var file = _folder.Write("gateway.json", HostedGateway.ConfigText(origin, """
            "Fragments": { "Directory": "fragments" },
            "Slots": { "found": { "Selector": "#here", "Choose": [{ "Fragment": "banner" }] },
                       "lost": { "Selector": "#there", "Choose": [{ "Fragment": "banner" }] } }
            """));

        var run = await CommandRun.Of("explain", "--config", file, "https://shop.test/product/1?x=%41");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Errors));
        Assert.Contains("route      site, to cluster origin", run.Output, StringComparison.Ordinal);
        Assert.Contains("policy     default: mode origin", run.Output, StringComparison.Ordinal);
        Assert.Contains("key        https://shop.test/product/1?x=%41", run.Output, StringComparison.Ordinal);
        Assert.Contains("key        cluster = origin", run.Output, StringComparison.Ordinal);
        Assert.Contains("slots      found", run.Output, StringComparison.Ordinal);
        Assert.Contains("answer     200 text/html", run.Output, StringComparison.Ordinal);
        Assert.Contains("first      EdgeGateway; fwd=", run.Output, StringComparison.Ordinal);
        Assert.Contains("second     EdgeGateway; hit", run.Output, StringComparison.Ordinal);
        Assert.Contains("stored     yes", run.Output, StringComparison.Ordinal);
        Assert.Contains("slot       found (#here): fragment 'banner'", run.Output, StringComparison.Ordinal);
        Assert.Contains("slot       lost (#there): ", run.Output, StringComparison.Ordinal);
        Assert.Single(origin.Requests);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "data")));
    }

    [Fact]
    public async Task ExplainOfAPageWithoutAnySlotFound_StillTellsWhy()
    {
        await using var origin = new ScriptedOrigin();
        origin.Answer("/", "<html><body></body></html>", "Cache-Control: max-age=60");
        _folder.Write("fragments/banner.hbs", "<b>new</b>");
        var file = _folder.Write("gateway.json", HostedGateway.ConfigText(origin, """
            "Fragments": { "Directory": "fragments" }, "Slots": { "lost": { "Selector": "#there", "Choose": [{ "Fragment": "banner" }] } }
            """));

        var run = await CommandRun.Of("explain", "--config", file, "http://shop.test/");

        Assert.Contains("slot       lost (#there): ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainOfAPrivateAnswer_TellsWhyItIsNotStored()
    {
        await using var origin = new ScriptedOrigin();
        origin.Answer("/mine", "mine", "Cache-Control: private", "text/plain");
        var file = _folder.Write("gateway.json", HostedGateway.ConfigText(origin, ""));

        var run = await CommandRun.Of("explain", "--config", file, "http://shop.test/mine");

        Assert.Contains("stored     no: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("private", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainWithoutAnOrigin_ShowsTheErrorPage()
    {
        var origin = new ScriptedOrigin();
        var file = _folder.Write("gateway.json", HostedGateway.ConfigText(origin, ""));
        await origin.DisposeAsync();

        var run = await CommandRun.Of("explain", "--config", file, "http://shop.test/");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Errors));
        Assert.Contains("answer     502", run.Output, StringComparison.Ordinal);
    }
}
