using System.Text.Json;
using EdgeGateway.Training.Commands;

namespace EdgeGateway.Training.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PlainConsole _console = new();

    public void Dispose()
    {
        _console.Dispose();
        _folder.Dispose();
    }

    [RuntimeFact]
    public async Task Table_ShowsTheModelAndItsBaselines()
    {
        Assert.Equal(0, await Evaluate(await TrainedOptions()));

        foreach (var text in (string[])["HR@10", "MRR@10", "nDCG@10", "coverage", "p50", "p90", "shop 1", "popularity", "markov"])
        {
            Assert.Contains(text, _console.Text, StringComparison.Ordinal);
        }
    }

    [RuntimeFact]
    public async Task Json_IsOneObjectAndNothingElse()
    {
        Assert.Equal(0, await Evaluate(await TrainedOptions() with { Json = true }));

        var report = JsonDocument.Parse(_console.Text).RootElement;
        Assert.Equal("shop", report.GetProperty("model").GetString());
        Assert.Equal(10, report.GetProperty("at").GetInt32());
        Assert.Equal(JsonValueKind.Number, report.GetProperty("p90Microseconds").ValueKind);
        Assert.True(report.GetProperty("hr").GetDouble() > report.GetProperty("baselines")[0].GetProperty("hr").GetDouble());
        Assert.InRange(report.GetProperty("coverage").GetDouble(), 0.5, 1);
    }

    [RuntimeFact]
    public async Task ItemsTheModelDoesNotKnow_CountAsMisses()
    {
        var options = await TrainedOptions() with
        {
            Json = true,
            Events = _folder.Write("new.csv", "session,item,timestamp\ns,other-1,1\ns,other-2,2\ns,sku-1,3\n"),
        };

        Assert.Equal(0, await Evaluate(options));

        var report = JsonDocument.Parse(_console.Text).RootElement;
        Assert.Equal(2, report.GetProperty("predictions").GetInt32());
        Assert.InRange(report.GetProperty("hr").GetDouble(), 0, 0.5);
    }

    [RuntimeTheory]
    [InlineData(0)]
    [InlineData(41)]
    public async Task ImpossibleCutOff_IsNamed(int at)
    {
        Assert.Equal(1, await Evaluate(await TrainedOptions() with { At = at }));
        Assert.Contains($"'{at}' is no possible cut-off; this model accepts 1 to 40.", _console.Text, StringComparison.Ordinal);
    }

    [RuntimeFact]
    public async Task RefusedModel_IsNamedWithTheReason()
    {
        var options = await TrainedOptions();
        await File.AppendAllTextAsync(_folder["shop/1/items.txt"], "x\n");

        Assert.Equal(1, await Evaluate(options));
        Assert.Contains("is refused: 'items.txt' has", _console.Text, StringComparison.Ordinal);
    }

    [RuntimeFact]
    public async Task FileWithManyBadRows_EndsWithOneAlsoAsJson()
    {
        var events = _folder.Write("bad.csv", "session,item,timestamp\ns,sku-1,1\ns,sku-2,x\n");
        var options = await TrainedOptions() with { Events = events, Json = true };

        Assert.Equal(1, await Evaluate(options));
        Assert.Contains("has 1 bad rows of 2", _console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownProtocol_IsRefused()
    {
        Assert.Equal(1, await Evaluate(new EvaluateOptions { Model = "m", Events = "e", Protocol = "leave-one-out" }));
        Assert.Contains("'leave-one-out' is no known protocol; accepted is next-item.", _console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AbsentLibrary_EndsWithTwo()
    {
        Assert.Equal(2, await Evaluate(new EvaluateOptions { Model = "m", Events = "e", LibraryPath = "/no/such/library" }));
        Assert.Contains("Model scoring is off", _console.Text, StringComparison.Ordinal);
    }

    private async Task<EvaluateOptions> TrainedOptions()
    {
        using var quiet = new PlainConsole();
        var events = _folder.Write("events.csv", ShopEvents.Csv());
        var exit = await TrainCommand.RunAsync(
            new TrainOptions { Events = events, Out = _folder["shop"] }, quiet.Console, default);
        Assert.True(exit == 0, quiet.Text);
        return new EvaluateOptions { Model = _folder["shop/1"], Events = events, At = 10 };
    }

    private Task<int> Evaluate(EvaluateOptions options) => EvaluateCommand.RunAsync(options, _console.Console, default);
}
