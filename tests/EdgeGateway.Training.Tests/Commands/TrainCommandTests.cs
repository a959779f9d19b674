using System.Globalization;
using System.Text.Json;
using EdgeGateway.Inference;
using EdgeGateway.Inference.Models;
using EdgeGateway.Training.Commands;

namespace EdgeGateway.Training.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PlainConsole _console = new();

    public void Dispose()
    {
        _console.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ShopEvents_MakeVersionOneThenTwo()
    {
        var events = _folder.Write("events.csv", ShopEvents.Csv());

        Assert.Equal(0, await Train(events));
        Assert.Equal(0, await Train(events));

        Assert.Equal(["1", "2"], Directory.GetDirectories(_folder["shop"]).Select(Path.GetFileName).Order());
        // Of 1,500 rows, 100 put the item just seen into the cart: the same interest, one step.
        Assert.Contains("1,400 events of 300 sessions about 40 items", _console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameDataAndSeed_GiveTheSameBytes()
    {
        var events = _folder.Write("events.csv", ShopEvents.Csv());

        await Train(events);
        await Train(events);

        foreach (var file in Directory.GetFiles(_folder["shop/1"]))
        {
            var second = file.Replace("/1/", "/2/", StringComparison.Ordinal);
            Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(second));
        }
    }

    [RuntimeFact]
    public async Task LearnedHabit_IsWhatTheModelSays()
    {
        await Train(_folder.Write("events.csv", ShopEvents.Csv()));
        using var runtime = OnnxRuntime.TryLoad(null, out _);
        using var model = NextItemModel.Load(runtime!, _folder["shop/1"]);
        var best = new ScoredItem[3];

        for (var item = 0; item < ShopEvents.Items; item++)
        {
            Assert.True(model.TryGetIndex($"sku-{item}", out var index));
            model.Score([index], [], [], best);
            var next = model.ItemAt(best[0].Index);

            // Every third session jumps, so the follower is one of the next three.
            var expected = Enumerable.Range(1, 3).Select(step => $"sku-{(item + step) % ShopEvents.Items}");
            Assert.Contains(next, expected);
        }
    }

    [Fact]
    public async Task IsoTimes_GiveTheSameModelAsSeconds()
    {
        await Train(_folder.Write("a.csv", ShopEvents.Csv()));
        await Train(_folder.Write("b.csv", ShopEvents.Csv(time: "iso")));

        Assert.Equal(
            await File.ReadAllBytesAsync(_folder["shop/1/model.onnx"]),
            await File.ReadAllBytesAsync(_folder["shop/2/model.onnx"]));
    }

    [Fact]
    public async Task Manifest_TellsWhatItWasTrainedFrom()
    {
        await Train(_folder.Write("events.csv", ShopEvents.Csv()));

        var manifest = JsonSerializer.Deserialize<ModelManifest>(
            await File.ReadAllTextAsync(_folder["shop/1/manifest.json"]), ModelManifest.JsonOptions)!;
        Assert.Equal("events.csv", manifest.Training.Source);
        Assert.Equal(1400, manifest.Training.Events);
        Assert.Equal(300, manifest.Training.Sessions);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), manifest.Training.From);
        Assert.True(manifest.Metrics["hr@20"] > manifest.Metrics["popularity.mrr@20"]);
        Assert.Equal(4, manifest.Files.Count);
    }

    [Fact]
    public async Task Catalogue_ClosesTheVocabulary()
    {
        var catalogue = string.Concat(Enumerable.Range(0, 30).Select(
            item => $"{{\"item\":\"sku-{item}\"}}\n")) + "{\"item\":\"new-1\"}\n";

        var exit = await TrainCommand.RunAsync(
            Options(_folder.Write("events.csv", ShopEvents.Csv())) with { Catalogue = _folder.Write("items.ndjson", catalogue) },
            _console.Console, default);

        Assert.Equal(0, exit);
        var items = await File.ReadAllLinesAsync(_folder["shop/1/items.txt"]);
        Assert.Equal(31, items.Length);
        Assert.Equal("new-1", items[^1]);
        Assert.DoesNotContain("sku-35", items);
        Assert.Contains("rows are of items that the catalogue lacks", _console.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session,item,timestamp\n", "has no event that shows interest")]
    [InlineData("", "is empty; accepted is a header")]
    [InlineData("a,b,c\n1,2,3\n", "starts with 'a,b,c'; accepted is a header")]
    [InlineData("session,item,timestamp\n1,2,soon\n", "line 2: The time 'soon' is neither Unix seconds nor ISO 8601.")]
    public async Task UnusableFile_IsNamedAndEndsWithOne(string content, string sentence)
    {
        var exit = await Train(_folder.Write("events.csv", content));

        Assert.Equal(1, exit);
        Assert.Contains(sentence, _console.Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["shop"]));
    }

    [Fact]
    public async Task MissingFile_EndsWithOne()
    {
        Assert.Equal(1, await Train(_folder["absent.csv"]));
        Assert.Contains("cannot be read", _console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FewBadRows_AreNamedAndLeftOut()
    {
        var exit = await Train(_folder.Write(
            "events.csv", ShopEvents.Csv() + "s1,sku 1,1700000000,view\ns1,sku-1,1700000000,stare\n"));

        Assert.Equal(0, exit);
        Assert.Contains("Line 1502 is left out: The item 'sku 1' is not", _console.Text, StringComparison.Ordinal);
        Assert.Contains("Line 1503 is left out: The type 'stare' is unknown", _console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyBadRows_RefuseTheFile()
    {
        var bad = string.Concat(Enumerable.Range(0, 40).Select(
            row => string.Create(CultureInfo.InvariantCulture, $"s{row},sku-1,\n")));

        Assert.Equal(1, await Train(_folder.Write("events.csv", ShopEvents.Csv() + bad)));
        Assert.Contains("has 40 bad rows of 1540; at most", _console.Text, StringComparison.Ordinal);
        Assert.Contains("30 more rows are left out", _console.Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["shop"]));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("0")]
    [InlineData("0.9")]
    [InlineData("NaN")]
    public async Task UnknownValidation_IsRefused(string validate)
    {
        var exit = await TrainCommand.RunAsync(
            Options(_folder.Write("events.csv", ShopEvents.Csv())) with { Validate = validate }, _console.Console, default);

        Assert.Equal(1, exit);
        Assert.Contains($"'{validate}' is no part to validate with", _console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneSession_StillMakesAModel()
    {
        var exit = await Train(_folder.Write("events.csv", "visitor\titem\ttime\nv\ta\t1\nv\tb\t2\n"));

        Assert.Equal(0, exit);
        Assert.Equal(["a", "b"], await File.ReadAllLinesAsync(_folder["shop/1/items.txt"]));
    }

    [Fact]
    public async Task CancelledRun_LeavesNothingBehind()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainCommand.RunAsync(
            Options(_folder.Write("events.csv", ShopEvents.Csv())), _console.Console, source.Token));
        Assert.False(Directory.Exists(_folder["shop"]));
    }

    private TrainOptions Options(string events) => new() { Events = events, Out = _folder["shop"] };

    private Task<int> Train(string events) => TrainCommand.RunAsync(Options(events), _console.Console, default);
}
