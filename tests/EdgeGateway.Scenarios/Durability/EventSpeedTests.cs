using System.Diagnostics;
using EdgeGateway.TestKit.Origins;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>Measured and printed, not judged: shared machines are no yardstick. EDGE_LONG_TESTS=1 takes more events and visitors.</summary>
public sealed class EventSpeedTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("EDGE_LONG_TESTS") == "1";

    [Fact]
    public async Task EventsOverHttp_BatchesAndSingle()
    {
        using var site = new DurableSite("5s");
        await using var gateway = await site.StartAsync();
        using var client = SiteVisitor.CreateClient(gateway.Site);
        foreach (var (batch, requests) in new[] { (50, 40), (50, IsLong ? 2000 : 200), (1, IsLong ? 4000 : 400) })
        {
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
            {
                var visitor = await SiteVisitor.AgreeAsync(client);
                for (var i = 0; i < requests; i++)
                {
                    await visitor.MustViewAsync(Enumerable.Range(i, batch).Select(n => $"item-{n}"));
                }
            }));
            var events = Clients * requests * batch;
            output.WriteLine($"{events} events in batches of {batch}: {events / Stopwatch.GetElapsedTime(started).TotalSeconds:0} a second.");
        }

        // Item 0 is in the first request of each client and round.
        using var admin = new AdminReader(gateway.Admin);
        Assert.Equal(3 * Clients, (await admin.ReadViewsAsync(["item-0"])).Views["item-0"]);
    }

    [Fact]
    public async Task Event_ShowsOnTheVeryNextPage()
    {
        await using var origin = new ScriptedOrigin();
        origin.Answer("/", "<!doctype html><main>shop</main>", "Cache-Control: max-age=1000");
        using var site = new DurableSite("5s", """
            "Fragments": { "Directory": "fragments" },
            "Slots": { "recs": { "Selector": "main", "Position": "inner", "Deadline": "5s",
              "Choose": [{ "Recommend": { "List": "recently-viewed", "Count": 3 }, "Fragment": "row" }] } },
            "Recommendations": { "Catalogue": "catalogue.csv", "PageDeadline": "5s" },
            """, origin.Address);
        site.Folder.Write("fragments/row.hbs", """<ul>{{cards "card"}}</ul>""").Write("fragments/card.hbs", "<li>{{id}}</li>");
        site.Folder.Write("catalogue.csv", "item\n" + string.Concat(Enumerable.Range(0, 1000).Select(n => $"i{n}\n")));
        await using var gateway = await site.StartAsync();
        using var client = SiteVisitor.CreateClient(gateway.Site);
        var times = new List<double>();
        for (var i = 0; i < 1000; i++)
        {
            var visitor = await SiteVisitor.AgreeAsync(client);
            var started = Stopwatch.GetTimestamp();
            await visitor.MustViewAsync($"i{i}");
            var page = await visitor.GetPageAsync("/");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.Contains($"<li>i{i}</li>", page, StringComparison.Ordinal);
        }

        times.Sort();
        output.WriteLine($"Event sent to effect on the next page: p50 {times[500]:0.00} ms, p99 {times[990]:0.00} ms, most {times[^1]:0.00} ms.");
    }

    [Fact]
    public async Task StartWithManyVisitors_KnowsThem()
    {
        var visitors = IsLong ? 100_000 : 10_000;
        using var site = new DurableSite();
        var last = new SiteVisitor[Clients];
        await using (var gateway = await site.StartAsync())
        {
            using var client = SiteVisitor.CreateClient(gateway.Site);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async n =>
            {
                for (var i = 0; i < visitors / Clients; i++)
                {
                    last[n] = await SiteVisitor.AgreeAsync(client);
                    await last[n].MustViewAsync("a", "b", $"{n}");
                }
            }));
            await gateway.KillAsync();
        }

        await using (var afterKill = await TimedStartAsync(site, $"after a kill, {visitors} visitors to replay"))
        {
            using var client = SiteVisitor.CreateClient(afterKill.Site);
            Assert.Equal(["3", "b", "a"], (await last[3].At(client).ReadAsync()).Items);
            Assert.Equal(0, await afterKill.StopAsync());
        }

        await using var afterStop = await TimedStartAsync(site, $"after a clean stop, {visitors} visitors stored");
        using var again = SiteVisitor.CreateClient(afterStop.Site);
        Assert.Equal(["5", "b", "a"], (await last[5].At(again).ReadAsync()).Items);
    }

    private async Task<TestKit.Processes.GatewayProcess> TimedStartAsync(DurableSite site, string what)
    {
        var started = Stopwatch.GetTimestamp();
        var gateway = await site.StartAsync();
        output.WriteLine($"Ready {what}: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms from the start of the process.");
        return gateway;
    }
}
