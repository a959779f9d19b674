using EdgeGateway.Training.Evaluation;
using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.Tests.Evaluation;

public sealed class EvaluationTests
{
    private static readonly SessionSet Sessions = SessionSet.Create(
        ["a", "b", "c"], [0, 4, 5, 7], [0, 1, 0, 1, 2, 0, 2], [1, 2, 3, 4, 1, 1, 2]);

    [Fact]
    public void Measures_AreThoseOfTheFormula()
    {
        var quality = new RankingQuality(20);

        quality.Add(1);
        quality.Add(4);
        quality.Add(21);
        quality.Add(0);

        Assert.Equal(4, quality.Predictions);
        Assert.Equal(0.5, quality.HitRate);
        Assert.Equal(1.25 / 4, quality.MeanReciprocalRank);
        Assert.Equal((1 + 1 / Math.Log2(5)) / 4, quality.Ndcg, 12);
    }

    [Fact]
    public void NoPrediction_GivesZeroAndNotNaN() => Assert.Equal(0, new RankingQuality(20).HitRate);

    [Fact]
    public void EveryPrefix_IsOneQuestion()
    {
        var questions = Prediction.Of(Sessions, [0, 1, 2], 100, seed: 1);

        Assert.Equal([new(0, 1), new(0, 2), new(0, 3), new Prediction(2, 1)], questions);
        Assert.Equal([0, 1], questions[1].PrefixIn(Sessions).ToArray());
        Assert.Equal(0, questions[1].TargetIn(Sessions));
    }

    [Fact]
    public void Sample_DependsOnTheSeedAlone()
    {
        Assert.Equal(Prediction.Of(Sessions, [0, 1, 2], 3, seed: 5), Prediction.Of(Sessions, [0, 1, 2], 3, seed: 5));
        Assert.Equal(3, Prediction.Of(Sessions, [0, 1, 2], 3, seed: 5).Length);
    }

    [Fact]
    public void Markov_RanksFollowersByCount()
    {
        // a is followed by b twice and by c once, b by a once.
        var markov = MarkovBaseline.Learn(Sessions, [0, 1, 2]);

        Assert.Equal(1, markov.RankOf(1, last: 0));
        Assert.Equal(2, markov.RankOf(2, last: 0));
        Assert.Equal(1, markov.RankOf(0, last: 1));
        Assert.Equal(0, markov.RankOf(2, last: 1));
        Assert.Equal(0, markov.RankOf(1, last: -1));
    }

    [Fact]
    public void Markov_SurvivesItsFile()
    {
        var folder = Directory.CreateTempSubdirectory("edge-markov-").FullName;
        var learned = MarkovBaseline.Learn(Sessions, [0, 1, 2]);
        Assert.Null(MarkovBaseline.Read(folder));

        File.WriteAllBytes(Path.Combine(folder, MarkovBaseline.FileName), learned.ToBytes());
        var read = MarkovBaseline.Read(folder)!;

        Directory.Delete(folder, recursive: true);
        Assert.Equal(learned.ToBytes(), read.ToBytes());
        Assert.Equal(2, read.RankOf(2, last: 0));
    }
}
