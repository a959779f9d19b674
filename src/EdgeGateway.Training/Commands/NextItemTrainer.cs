using EdgeGateway.Inference.Models;
using EdgeGateway.Training.Evaluation;
using EdgeGateway.Training.Events;
using EdgeGateway.Training.Export;
using EdgeGateway.Training.ItemToItem;

namespace EdgeGateway.Training.Commands;

/// <summary>Chooses settings on the part held out, then learns from everything.</summary>
internal sealed class NextItemTrainer(SessionSet sessions, TrainOptions options, double? fraction)
{
    private const int CutOff = 20;
    private const int MostPredictions = 5000;

    public TrainedModel Train(IProgress<int>? progress, CancellationToken cancellation)
    {
        var holdOut = HoldOut.Create(sessions, fraction);
        var found = new SettingsSearch(sessions, holdOut, options.Neighbours, options.Seed).Run(progress, cancellation);
        int[] all = [.. Enumerable.Range(0, sessions.Count)];
        var table = new TableBuilder(sessions, all).Build(found.Settings, cancellation);
        return new TrainedModel(
            table,
            found.Settings,
            sessions.Names,
            GoldenCases.Create(table, found.Settings, sessions, options.Seed),
            MarkovBaseline.Learn(sessions, all),
            Summary(found.Settings),
            Metrics(found, holdOut));
    }

    private TrainingSummary Summary(TableSettings settings) => new()
    {
        Source = Path.GetFileName(options.Events),
        Events = sessions.Items.Length,
        Sessions = sessions.Count,
        From = Moment(sessions.Times.Min()),
        To = Moment(sessions.Times.Max()),
        Seed = options.Seed,
        Settings = settings.ToDictionary(),
    };

    private SortedDictionary<string, double> Metrics(SearchResult found, HoldOut holdOut)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Add(metrics, "", found.Quality);
        var markov = MarkovBaseline.Learn(sessions, holdOut.Training);
        var popularity = new TableBuilder(sessions, holdOut.Training).PopularityRanks();
        var (byMarkov, byPopularity) = (new RankingQuality(CutOff), new RankingQuality(CutOff));
        foreach (var question in Prediction.Of(sessions, holdOut.Validation, MostPredictions, options.Seed))
        {
            var target = question.TargetIn(sessions);
            byMarkov.Add(markov.RankOf(target, question.PrefixIn(sessions)[^1]));
            byPopularity.Add(popularity[target]);
        }

        Add(metrics, "markov.", byMarkov);
        Add(metrics, "popularity.", byPopularity);
        metrics["predictions"] = found.Quality.Predictions;
        return metrics;
    }

    private static void Add(SortedDictionary<string, double> metrics, string prefix, RankingQuality quality)
    {
        metrics[$"{prefix}hr@{CutOff}"] = Math.Round(quality.HitRate, 4);
        metrics[$"{prefix}mrr@{CutOff}"] = Math.Round(quality.MeanReciprocalRank, 4);
        metrics[$"{prefix}ndcg@{CutOff}"] = Math.Round(quality.Ndcg, 4);
    }

    private static DateTimeOffset Moment(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds));
}
