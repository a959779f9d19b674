using System.Net;
using System.Net.Sockets;
using EdgeGateway.Scenarios.NextPage;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Origins;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Faults;

/// <summary>What a gateway says when it cannot start, and with how little it starts nevertheless.</summary>
public sealed class StartTests : IDisposable
{
    private readonly GatewayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task BrokenConfig_IsExitCode1WithEveryProblem()
    {
        _folder.WriteConfig(SiteConfig.Of("ftp://nowhere", """
            "Slotz": {},
            "Segments": { "s": { "When": "count('viw', 7d) > 3" } },
            "Slots": { "a": { "Selector": "#x", "Position": "inside", "Choose": [{ "Fragment": "missing" }] } }
            """, "\"Ttl\": { \"WhenOriginSilent\": \"fast\" }"));

        var ended = await GatewayProgram.RunAsync(["run", "--config", _folder.ConfigFile]);

        Assert.Equal(1, ended.ExitCode);
        Assert.All(["'ftp://nowhere'", "'Slotz'", "Slots", "'inside'", "'fast'"],
            word => Assert.Contains(word, ended.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenReferences_AreExitCode1WithEveryProblem()
    {
        _folder.WriteConfig(SiteConfig.Of("http://127.0.0.1:1", """
            "Segments": { "s": { "When": "count('viw', 7d) > 3" } },
            "Slots": {
              "a": { "Selector": "#x >", "Choose": [{ "Fragment": "missing" }] },
              "b": { "Selector": "#y", "Choose": [{ "When": "segment('nobody')", "Experiment": "none" }] }
            }
            """));

        var ended = await GatewayProgram.RunAsync(["run", "--config", _folder.ConfigFile]);

        Assert.Equal(1, ended.ExitCode);
        Assert.All(["'viw'", "'missing'", "Edge:Slots:a:Selector", "'nobody'", "'none'"],
            word => Assert.Contains(word, ended.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MissingConfig_IsExitCode1WithTheFilesName()
    {
        var ended = await GatewayProgram.RunAsync(["run", "--config", _folder.PathOf("none.json")]);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("has 1 problem", ended.Errors, StringComparison.Ordinal);
        Assert.Contains($"'{_folder.PathOf("none.json")}'", ended.Errors.Trim().Split('\n')[1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortInUse_IsOneSentenceAndExitCode2()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, _folder.Port));
        taken.Listen();
        _folder.WriteConfig(SiteConfig.Of("http://127.0.0.1:1"));

        var ended = await GatewayProgram.RunAsync(["run", "--config", _folder.ConfigFile]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains($"{_folder.Port}", ended.Errors, StringComparison.Ordinal);
        Assert.Single(ended.Errors.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondGatewayOnTheSameData_IsOneSentenceAndExitCode2()
    {
        using var second = new GatewayFolder();
        _folder.WriteConfig(SiteConfig.Of("http://127.0.0.1:1"));
        second.WriteConfig(SiteConfig.Of("http://127.0.0.1:1").Replace("{data}", _folder.PathOf("data"), StringComparison.Ordinal));
        await using var first = await GatewayProcess.StartAsync(_folder);

        var ended = await GatewayProgram.RunAsync(["run", "--config", second.ConfigFile]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Single(ended.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task StopRequest_EndsCleanly()
    {
        _folder.WriteConfig(SiteConfig.Of("http://127.0.0.1:1"));
        await using var gateway = await GatewayProcess.StartAsync(_folder);

        var code = await gateway.StopAsync();

        Assert.Equal(0, code);
        Assert.DoesNotContain("fail:", gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("crit:", gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingNativeLibrary_IsOneSentenceAndTheSiteRunsOn()
    {
        var site = new ModelSite("/nowhere/onnxruntime");
        await site.InitializeAsync();
        try
        {
            var visitor = await Visitor.ConsentingAsync(site);
            await visitor.ViewAsync("a1", "a2", "a3");

            var page = await visitor.GetAsync("/");

            Assert.Single(site.Gateway.Log.Text.Split('\n'), line => line.Contains("Model scoring is off", StringComparison.Ordinal));
            Assert.Equal(200, page.Status);
            Assert.Equal(["a3", "a2", "a1"], Visitor.Row(page, "Recently viewed"));
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    [ModelFact]
    public async Task DamagedModel_IsRefusedInOneSentenceAndTheSiteRunsOn()
    {
        var site = new ModelSite(spoil: true);
        await site.InitializeAsync();
        try
        {
            var visitor = await Visitor.ConsentingAsync(site);
            await visitor.ViewAsync("a1", "a2", "a3");

            var page = await visitor.GetAsync("/");

            Assert.Single(site.Gateway.Log.Text.Split('\n'), line => line.Contains("is refused", StringComparison.Ordinal));
            Assert.Equal(200, page.Status);
            Assert.Equal(["a3", "a2", "a1"], Visitor.Row(page, "Recently viewed"));
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    [Fact]
    public async Task MissingCatalogue_IsOneSentenceAndTheSiteRunsOn()
    {
        await using var origin = new ScriptedOrigin().Answer("/", PersonalSite.Page, "Cache-Control: max-age=60");
        _folder.Write("fragments/row.hbs", "<ul>{{cards \"card\"}}</ul>").Write("fragments/card.hbs", "<li>{{title}}</li>");
        _folder.WriteConfig(SiteConfig.Of(origin.Address, """
            "Fragments": { "Directory": "fragments" },
            "Recommendations": { "Catalogue": "none.ndjson" },
            "Slots": { "row": { "Selector": "#row", "Choose": [{ "Recommend": { "List": "trending" }, "Fragment": "row" }] } }
            """));
        await using var gateway = await GatewayProcess.StartAsync(_folder);

        var page = await TestKit.Clients.RawClient.GetAsync(gateway.Site, "/", Visitor.Browser);

        Assert.Single(gateway.Log.Text.Split('\n'), line => line.Contains("none.ndjson", StringComparison.Ordinal));
        Assert.Equal((200, PersonalSite.Page), (page.Status, page.Text));
    }
}
