using EdgeGateway.Inference;
using EdgeGateway.Inference.Models;
using EdgeGateway.Primitives.Events;
using EdgeGateway.TestKit;
using EdgeGateway.TestKit.Processes;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>The whole recorded file over HTTP: stored, kept apart by visitor, and recommended from.</summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private const int Recommended = 10;
    private const string Edge = """
        "Fragments": { "Directory": "fragments" },
        "Slots": { "recs": { "Selector": "body", "Position": "append", "Deadline": "5s",
          "Choose": [{ "Recommend": { "Model": "next", "Count": 10 }, "Fragment": "row" }] } },
        "Recommendations": { "Models": "models", "Catalogue": "catalogue.csv", "PageDeadline": "5s" },
        """;

    [DataFact(SerenadeFile.DataSet)]
    public async Task WholeFile_IsStoredByVisitorAndRecommendedFrom()
    {
        var sent = SerenadeFile.Read();
        using var site = new DurableSite(checkpointEvery: "2s", Edge);
        await TrainAsync(site.Folder, sent);
        await using var gateway = await site.StartAsync();

        var replay = await ReplayCommand.RunAsync(site.Folder.Port, batch: 10, limit: null);
        output.WriteLine(replay.Output);
        ReplayCommand.AssertComplete(replay, sent);

        var expected = sent.Views;
        using var admin = new AdminReader(gateway.Admin);
        var (known, views) = await admin.ReadViewsAsync(expected.Keys);
        Assert.Equal(expected.Count, known);
        Assert.All(expected, item => Assert.Equal(item.Value, views[item.Key]));
        await AssertRecommendationsAsync(gateway, site.Folder, sent);
    }

    private static async Task TrainAsync(GatewayFolder folder, SerenadeFile sent)
    {
        var trained = await GatewayProgram.RunAsync(["train", "--events", SerenadeFile.FilePath, "--out", folder.PathOf("models/next")]);
        Assert.True(trained.ExitCode == 0, trained.Text);
        folder.Write("catalogue.csv", "item\n" + string.Join('\n', sent.Views.Keys) + "\n");
        folder.Write("fragments/row.hbs", """<ul>{{cards "card"}}</ul>""");
        folder.Write("fragments/card.hbs", "<li>{{id}}</li>");
    }

    // Every 300th session again, clicked by a new visitor: after each of its last clicks the row is what the model itself
    // gives for the clicks so far.
    private static async Task AssertRecommendationsAsync(GatewayProcess gateway, GatewayFolder folder, SerenadeFile sent)
    {
        using var runtime = OnnxRuntime.TryLoad(null, out var report);
        Assert.True(runtime is not null, report);
        using var model = NextItemModel.Load(runtime, folder.PathOf("models/next/1"));
        using var client = SiteVisitor.CreateClient(gateway.Site);
        foreach (var session in sent.Sessions.Values.Where((_, index) => index % 300 == 0))
        {
            var visitor = await SiteVisitor.AgreeAsync(client);
            for (var clicks = 1; clicks <= Math.Min(session.Length, 6); clicks++)
            {
                await visitor.MustViewAsync(session[clicks - 1]);
                var (source, items) = await visitor.RecommendAsync();
                Assert.Equal("model", source);
                Assert.Equal(ScoreAlone(model, session.Take(clicks).Reverse()), items);
            }
        }
    }

    private static string[] ScoreAlone(NextItemModel model, IEnumerable<string> newestFirst)
    {
        var history = newestFirst.Select(item => model.TryGetIndex(item, out var index) ? index : throw new InvalidDataException(item)).ToArray();
        var best = new ScoredItem[Recommended];
        var count = model.Score(history, [.. history.Select(_ => EventType.View)], [], best);
        return [.. best.Take(count).Select(item => model.ItemAt(item.Index))];
    }
}
