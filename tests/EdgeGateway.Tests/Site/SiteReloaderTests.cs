using EdgeGateway.Configuration;
using EdgeGateway.Hosting;
using EdgeGateway.Site;
using EdgeGateway.Templates;
using EdgeGateway.TestKit;
using EdgeGateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Tests.Site;

public sealed class SiteReloaderTests : IAsyncLifetime, IDisposable
{
    private const string Edge = """
        { "Fragments": { "Directory": "fragments" }, "Recommendations": { "Catalogue": "items.ndjson", "Models": "models" },
          "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner" }] } } }
        """;

    private readonly TestFolder _folder = new();
    private readonly TestMeters _meters = new();
    private readonly ManualTimeProvider _time = new();
    private GatewayRuntime _runtime = null!;
    private SiteState _state = null!;
    private InMemoryConfigProvider _proxy = null!;
    private SiteReloader _reloader = null!;

    public async Task InitializeAsync()
    {
        _folder.Write("fragments/banner.hbs", "<b>one</b>");
        _folder.Write("items.ndjson", "{\"item\":\"a\"}\n");
        Write(Configs.WithEdge(Edge));
        var config = await GatewayConfigReader.ReadAsync(Path.Combine(_folder.Path, "gateway.json"), CancellationToken.None);
        _state = new SiteState(SiteCompiler.Compile(config));
        _runtime = await GatewayRuntime.OpenAsync(config, _time, NullLoggerFactory.Instance, _meters);
        _proxy = new InMemoryConfigProvider(config.Proxy.Routes, config.Proxy.Clusters);
        _reloader = new SiteReloader(_state, _proxy, _runtime, new TemplatesMetrics(_meters), _time, NullLogger<SiteReloader>.Instance);
    }

    public Task DisposeAsync() => _runtime.DisposeAsync().AsTask();

    public void Dispose()
    {
        _reloader.Dispose();
        _meters.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task NothingChanged_ReadsNothing()
    {
        var before = _state.Current;

        await LookAsync(3);

        Assert.Same(before, _state.Current);
        Assert.Null(_reloader.Last);
    }

    [Fact]
    public async Task Edit_IsSwappedInOnceItHasComeToRest()
    {
        var before = _state.Current;
        Write(Configs.WithEdge(Edge.Replace("\"p\"", "\"main\"", StringComparison.Ordinal)));

        await LookAsync(1);
        Assert.Same(before, _state.Current);
        await LookAsync(1);

        Assert.Equal("main", _state.Current.Config.Slots[0].Selector);
        Assert.True(_reloader.Last!.Accepted);
        Assert.Equal(_time.GetUtcNow(), _reloader.Last.At);
    }

    [Fact]
    public async Task HalfWrittenFile_IsNotReadBeforeItsEnd()
    {
        var whole = Configs.WithEdge(Edge.Replace("\"p\"", "\"main\"", StringComparison.Ordinal));
        for (var length = 40; length < whole.Length; length += 40)
        {
            Write(whole[..length]);
            await LookAsync(1);
            Assert.Null(_reloader.Last);
        }

        Write(whole);
        await LookAsync(2);

        Assert.True(_reloader.Last!.Accepted);
    }

    [Fact]
    public async Task BadEdit_KeepsWhatServesAndIsReportedOnce()
    {
        var before = _state.Current;
        Write(Configs.WithEdge("{ \"Cahce\": {} }"));
        await LookAsync(2);
        var first = _reloader.Last;

        await LookAsync(4);

        Assert.Same(before, _state.Current);
        Assert.False(first!.Accepted);
        Assert.Single(first.Problems);
        Assert.Same(first, _reloader.Last);
    }

    [Fact]
    public async Task DeletedFile_KeepsWhatServesUntilItIsBack()
    {
        var before = _state.Current;
        File.Delete(before.Config.File);
        await LookAsync(2);
        Assert.Same(before, _state.Current);
        Assert.Contains("does not exist", Assert.Single(_reloader.Last!.Problems), StringComparison.Ordinal);

        Write(Configs.WithEdge(Edge) + "\n");
        await LookAsync(2);

        Assert.True(_reloader.Last.Accepted);
        Assert.NotSame(before, _state.Current);
    }

    [Fact]
    public async Task FragmentEdit_IsFollowedAndABadOneRefused()
    {
        _folder.Write("fragments/banner.hbs", "<b>two, longer</b>");
        await LookAsync(2);
        var good = _state.Current;
        Assert.True(_reloader.Last!.Accepted);

        _folder.Write("fragments/banner.hbs", "<b>{{{raw}}}</b>");
        await LookAsync(2);

        Assert.Same(good, _state.Current);
        Assert.Contains("banner.hbs", Assert.Single(_reloader.Last.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CatalogueEdit_IsFollowedAndABadOneKeepsTheItems()
    {
        Assert.Single(_runtime.Catalogue.Current.Items.ToArray());
        _folder.Write("items.ndjson", "{\"item\":\"a\"}\n{\"item\":\"b\"}\n");
        await LookAsync(2);
        Assert.Equal(2, _runtime.Catalogue.Current.Items.Length);

        _folder.Write("items.ndjson", "{\"item\":");
        await LookAsync(2);
        Assert.Equal(2, _runtime.Catalogue.Current.Items.Length);

        File.Delete(Path.Combine(_folder.Path, "items.ndjson"));
        await LookAsync(2);
        Assert.Equal(2, _runtime.Catalogue.Current.Items.Length);
    }

    [Fact]
    public async Task NewModelFolder_IsLookedAt()
    {
        Assert.Empty(_runtime.Models.Problems);
        _folder.Write("models/next-item/1/manifest.json", "{}");

        await LookAsync(2);

        // Without the native library nothing is loaded; with it, an empty manifest is refused by name.
        Assert.True(!_runtime.Models.ScoringOn || _runtime.Models.Problems.Any(problem => problem.Model == "next-item"));
    }

    [Fact]
    public async Task RouteEdit_ReachesTheProxy()
    {
        Write(Configs.WithEdge(Edge).Replace(":5080", ":5081", StringComparison.Ordinal));

        await _reloader.ReloadAsync(CancellationToken.None);

        var destination = _proxy.GetConfig().Clusters.Single().Destinations!.Single().Value;
        Assert.Equal("http://127.0.0.1:5081", destination.Address);
    }

    [Fact]
    public async Task ReloadsAtTheSameTime_AllEndWithTheLastState()
    {
        Write(Configs.WithEdge(Edge.Replace("\"p\"", "\"main\"", StringComparison.Ordinal)));

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _reloader.ReloadAsync(CancellationToken.None))));

        Assert.All(reports, report => Assert.True(report.Accepted));
        Assert.Equal("main", _state.Current.Config.Slots[0].Selector);
    }

    private void Write(string text) => _folder.Write("gateway.json", text);

    private async Task LookAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _reloader.LookAsync(CancellationToken.None);
        }
    }
}
