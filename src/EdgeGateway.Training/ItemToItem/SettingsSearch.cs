using EdgeGateway.Training.Evaluation;
using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.ItemToItem;

/// <summary>
/// Tries a small grid of settings on sessions held out of the training data and keeps the best by nDCG, which asks for hits and
/// for hits near the top. Ties go to the setting that comes first, so a run is repeatable.
/// </summary>
internal sealed class SettingsSearch(SessionSet sessions, HoldOut holdOut, int neighbours, int seed)
{
    private const int CutOff = 20;
    private const int MostPredictions = 5000;

    /// <summary>Below this share of events that come back to an item, an item does not follow itself.</summary>
    private const double FewestRepeats = 0.01;

    private static readonly double[] Reverses = [0.6, 0.3, 1];
    private static readonly double[] HalfLives = [0, 14];
    private static readonly (double Row, double Popularity)[] Powers = [(1, 0), (0.7, 0.2), (0.7, 0.4)];
    private static readonly double[] Decays = [0.4, 0.3, 0.6, 0.8];

    /// <summary>Tables that are built.</summary>
    public static int Steps => Reverses.Length * HalfLives.Length * Powers.Length;

    public SearchResult Run(IProgress<int>? progress, CancellationToken cancellation)
    {
        var builder = new TableBuilder(sessions, holdOut.Training);
        var repeats = builder.RepeatShare() >= FewestRepeats;
        var questions = Prediction.Of(sessions, holdOut.Validation, MostPredictions, seed);
        var best = default(SearchResult);
        var step = 0;
        foreach (var settings in Grid(repeats, neighbours))
        {
            var table = builder.Build(settings, cancellation);
            foreach (var decay in Decays)
            {
                var quality = Measure(table, decay, questions, cancellation);
                if (best is null || quality.Ndcg > best.Quality.Ndcg)
                {
                    best = new SearchResult(settings with { Decay = decay }, quality);
                }
            }

            progress?.Report(++step);
        }

        return best!;
    }

    private static IEnumerable<TableSettings> Grid(bool repeats, int neighbours) =>
        from reverse in Reverses
        from halfLife in HalfLives
        from power in Powers
        select new TableSettings(reverse, halfLife, power.Row, power.Popularity, Decays[0], repeats, neighbours);

    private RankingQuality Measure(ItemToItemTable table, double decay, Prediction[] questions, CancellationToken cancellation)
    {
        var quality = new RankingQuality(CutOff);
        var scorer = new TableScorer(table);
        var window = new HistoryWindow(decay);
        foreach (var question in questions)
        {
            cancellation.ThrowIfCancellationRequested();
            window.Fill(question.PrefixIn(sessions));
            scorer.Score(window.Rows, window.Weights, []);
            quality.Add(scorer.RankOf(question.TargetIn(sessions) + 1));
        }

        return quality;
    }
}
