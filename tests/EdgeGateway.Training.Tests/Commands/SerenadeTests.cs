using System.Text.Json;
using EdgeGateway.TestKit;
using EdgeGateway.Training.Commands;

namespace EdgeGateway.Training.Tests.Commands;

/// <summary>
/// The whole way on real shopping sessions: learn from the train file, ask about the validation file through ONNX Runtime.
/// </summary>
public sealed class SerenadeTests
{
    [RuntimeDataFact("serenade-sessions")]
    public async Task TrainedOnSerenade_ReachesTheRequiredQuality()
    {
        using var folder = new TemporaryFolder();
        using var console = new PlainConsole();
        var trained = await TrainCommand.RunAsync(
            new TrainOptions { Events = TestData.PathOf("serenade-sessions/train.tsv.gz"), Out = folder["next-item"] },
            console.Console, default);
        Assert.True(trained == 0, console.Text);

        using var answer = new PlainConsole();
        var evaluated = await EvaluateCommand.RunAsync(
            new EvaluateOptions
            {
                Model = folder["next-item/1"],
                Events = TestData.PathOf("serenade-sessions/valid.tsv.gz"),
                Json = true,
            },
            answer.Console, default);

        Assert.True(evaluated == 0, answer.Text);
        var report = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Equal(1121, report.GetProperty("predictions").GetInt32());
        Assert.True(report.GetProperty("hr").GetDouble() >= 0.64, answer.Text);
        Assert.True(report.GetProperty("mrr").GetDouble() >= 0.308, answer.Text);

        // The popularity baseline is a fact of the data, reproduced by an independent script.
        var popularity = report.GetProperty("baselines")[0];
        Assert.Equal(0.0098, popularity.GetProperty("hr").GetDouble(), 4);
        Assert.Equal(0.0011, popularity.GetProperty("mrr").GetDouble(), 4);
    }
}
