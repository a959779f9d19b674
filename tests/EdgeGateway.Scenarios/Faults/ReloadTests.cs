using System.Text.Json;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Faults;

/// <summary>Files that break or change under a running gateway.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private readonly PersonalSite _site = new();

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task BrokenConfig_IsOneSentenceEachAndTheOldOneStays()
    {
        var good = await File.ReadAllTextAsync(_site.Folder.ConfigFile);
        _site.Folder.Write("gateway.json", good
            .Replace("\"Selector\": \"#row\"", "\"Selector\": \"#row >\"", StringComparison.Ordinal)
            .Replace("\"ShowDecisions\"", "\"ShowDecision\"", StringComparison.Ordinal));

        var refused = await _site.Gateway.Log.WaitForAsync("is refused and the previous one stays in force");
        var page = await _site.GetAsync("/");
        var report = JsonDocument.Parse((await RawClient.SendAsync(_site.Gateway.Admin, "POST", "/api/reload", "Content-Length: 0\r\n")).Body).RootElement;

        Assert.Contains("ShowDecision", refused + _site.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.Equal((200, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
        Assert.False(report.GetProperty("accepted").GetBoolean());
        Assert.Contains("did you mean", report.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task HalfWrittenConfig_KeepsTheOldOneAndTheRestIsTakenUp()
    {
        var good = await File.ReadAllTextAsync(_site.Folder.ConfigFile);
        await _site.GetHitAsync("/");

        _site.Folder.Write("gateway.json", good[..(good.Length / 2)]);
        await _site.Gateway.Log.WaitForAsync("stays in force");
        var mark = _site.Gateway.Log.Count;
        _site.Folder.Write("gateway.json", good.Replace("\"ShowDecisions\": true", "\"ShowDecisions\": false", StringComparison.Ordinal));
        await _site.Gateway.Log.WaitForAsync("was read again and is in force", mark);
        var page = await _site.GetAsync("/");

        Assert.Equal(200, page.Status);
        Assert.Null(page.Header("Server-Timing"));
    }

    [Fact]
    public async Task BrokenFragment_IsNamedWithFileAndLineAndTheOldOneStays()
    {
        var visitor = await Visitor.ConsentingAsync(_site);
        await visitor.ViewAsync("a1");

        _site.Folder.Write("fragments/row.hbs", "<div>\n{{{title}}}\n</div>");
        var refused = await _site.Gateway.Log.WaitForAsync("row.hbs");
        var page = await visitor.GetAsync("/");

        Assert.Contains("2", refused, StringComparison.Ordinal);
        Assert.Contains("stays in force", refused, StringComparison.Ordinal);
        Assert.Equal(["a1"], Visitor.Row(page, "Recently viewed"));
    }

    [Fact]
    public async Task ChangedFragment_IsOnTheNextPages()
    {
        var visitor = await Visitor.ConsentingAsync(_site);
        await visitor.ViewAsync("a1");
        await visitor.GetAsync("/");
        var mark = _site.Gateway.Log.Count;

        _site.Folder.Write("fragments/card.hbs", "<li data-edge-item=\"{{id}}\">NEW {{title}}</li>");
        await _site.Gateway.Log.WaitForAsync("is in force", mark);
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var page = await visitor.GetAsync("/");
            Assert.Equal(["a1"], Visitor.Row(page, "Recently viewed"));
            if (page.Text.Contains("NEW Item a1", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("The changed card never came.");
    }

    [Fact]
    public async Task BrokenCatalogue_KeepsTheItems()
    {
        var visitor = await Visitor.ConsentingAsync(_site);
        await visitor.ViewAsync("a1");

        _site.Folder.Write("catalogue.ndjson", "{\"item\":\n");
        var problem = await _site.Gateway.Log.WaitForAsync("catalogue.ndjson': ");
        var page = await visitor.GetAsync("/");

        Assert.Contains("1", problem, StringComparison.Ordinal);
        Assert.Equal(["a1"], Visitor.Row(page, "Recently viewed"));
    }
}
