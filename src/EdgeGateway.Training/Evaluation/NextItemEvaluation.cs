using System.Diagnostics;
using EdgeGateway.Inference.Models;
using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.Evaluation;

/// <summary>
/// The protocol <c>next-item</c>: for every prefix of every session, oldest first, the model ranks all items and the target is
/// the very next one. Every prediction runs through ONNX Runtime as a request would, one at a time, and is timed.
/// </summary>
internal sealed class NextItemEvaluation(NextItemModel model, MarkovBaseline? markov, int at)
{
    private const int WarmUps = 200;

    private readonly int[] _history = new int[model.MaxHistory];
    private readonly ScoredItem[] _best = new ScoredItem[at];

    public EvaluationReport Run(SessionSet sessions, string events, IProgress<double>? progress, CancellationToken cancellation)
    {
        int[] all = [.. Enumerable.Range(0, sessions.Count)];
        var questions = Prediction.Of(sessions, all, int.MaxValue, seed: 0);
        var indexes = Array.ConvertAll(sessions.Names, name => model.TryGetIndex(name, out var index) ? index : -1);
        var (own, chain, popularity) = (new RankingQuality(at), new RankingQuality(at), new RankingQuality(at));
        var given = new bool[model.ItemCount];
        var microseconds = new double[questions.Length];
        foreach (var question in questions.AsSpan(0, Math.Min(WarmUps, questions.Length)))
        {
            Ask(question.PrefixIn(sessions), indexes);
        }

        for (var i = 0; i < questions.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var prefix = questions[i].PrefixIn(sessions);
            var target = indexes[questions[i].TargetIn(sessions)];
            var started = Stopwatch.GetTimestamp();
            var count = Ask(prefix, indexes);
            microseconds[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            own.Add(RankOf(target, _best.AsSpan(0, count), given));
            chain.Add(target < 0 || markov is null ? 0 : markov.RankOf(target, indexes[prefix[^1]]));
            popularity.Add(target + 1);
            progress?.Report((i + 1.0) / questions.Length);
        }

        Array.Sort(microseconds);
        var baselines = new List<BaselineReport> { Baseline("popularity", popularity) };
        if (markov is not null)
        {
            baselines.Add(Baseline("markov", chain));
        }

        return new EvaluationReport(
            model.Name, model.Version, events, "next-item", at, questions.Length, own.HitRate, own.MeanReciprocalRank, own.Ndcg,
            (double)given.Count(static item => item) / given.Length,
            Percentile(microseconds, 0.5), Percentile(microseconds, 0.9), baselines);
    }

    private int Ask(ReadOnlySpan<int> prefix, int[] indexes)
    {
        var count = 0;
        for (var i = prefix.Length - 1; i >= 0 && count < _history.Length; i--)
        {
            if (indexes[prefix[i]] >= 0)
            {
                _history[count++] = indexes[prefix[i]];
            }
        }

        return model.Score(_history.AsSpan(0, count), [], [], _best);
    }

    private static int RankOf(int target, ReadOnlySpan<ScoredItem> best, bool[] given)
    {
        var rank = 0;
        for (var i = 0; i < best.Length; i++)
        {
            given[best[i].Index] = true;
            rank = best[i].Index == target ? i + 1 : rank;
        }

        return rank;
    }

    private static BaselineReport Baseline(string name, RankingQuality quality) =>
        new(name, quality.HitRate, quality.MeanReciprocalRank, quality.Ndcg);

    private static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
