using EdgeGateway.Inference.Models;
using EdgeGateway.Training.Evaluation;
using EdgeGateway.Training.Events;
using EdgeGateway.Training.ItemToItem;

namespace EdgeGateway.Training.Export;

/// <summary>Real histories with what the C# reference gives for them: an independent witness for the exported graph.</summary>
internal static class GoldenCases
{
    private const double Tolerance = 1e-4;
    private const int Histories = 24;

    public static GoldenFile Create(ItemToItemTable table, TableSettings settings, SessionSet sessions, int seed)
    {
        var scorer = new TableScorer(table);
        var window = new HistoryWindow(settings.Decay);
        int[] all = [.. Enumerable.Range(0, sessions.Count)];
        var cases = new List<GoldenCase>();
        foreach (var question in Prediction.Of(sessions, all, Histories, seed))
        {
            window.Fill(question.PrefixIn(sessions));
            cases.Add(Case(scorer, window, ExcludeEveryOther(cases.Count, window)));
        }

        window.Fill([]);
        cases.Add(Case(scorer, window, new long[NextItemGraph.MaxExclude]));
        return new GoldenFile(ModelManifest.CurrentSchemaVersion, Tolerance, cases);
    }

    private static long[] ExcludeEveryOther(int number, HistoryWindow window)
    {
        var exclude = new long[NextItemGraph.MaxExclude];
        if (number % 2 == 1)
        {
            window.Rows.CopyTo(exclude, 0);
        }

        return exclude;
    }

    private static GoldenCase Case(TableScorer scorer, HistoryWindow window, long[] exclude)
    {
        scorer.Score(window.Rows, window.Weights, exclude);
        var best = scorer.Best(NextItemGraph.ResultsFor(scorer.Scores.Length - 1));
        return new GoldenCase(
            new Dictionary<string, IReadOnlyList<double>>
            {
                ["hist_items"] = Array.ConvertAll(window.Rows, static row => (double)row),
                ["hist_w"] = Array.ConvertAll(window.Weights, static weight => (double)weight),
                ["exclude"] = Array.ConvertAll(exclude, static row => (double)row),
            },
            new Dictionary<string, IReadOnlyList<double>>
            {
                ["items"] = Array.ConvertAll(best, static row => (double)row),
                ["scores"] = ScoresOf(scorer, best),
            });
    }

    private static double[] ScoresOf(TableScorer scorer, int[] rows)
    {
        var scores = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            scores[i] = scorer.Scores[rows[i]];
        }

        return scores;
    }
}
