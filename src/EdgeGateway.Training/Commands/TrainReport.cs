using System.Globalization;
using EdgeGateway.Training.Export;
using Spectre.Console;

namespace EdgeGateway.Training.Commands;

/// <summary>Quality on the sessions held out, beside the baselines, and the chosen settings.</summary>
internal static class TrainReport
{
    public static Table Create(TrainedModel model)
    {
        var table = new Table().AddColumn($"on {model.Metrics["predictions"]:N0} held-out predictions");
        foreach (var metric in (string[])["hr@20", "mrr@20", "ndcg@20"])
        {
            table.AddColumn(new TableColumn(metric).RightAligned());
        }

        ReadOnlySpan<(string, string)> rows = [("model", ""), ("Markov", "markov."), ("popularity", "popularity.")];
        foreach (var (label, prefix) in rows)
        {
            table.AddRow(label, Text(model, prefix + "hr@20"), Text(model, prefix + "mrr@20"), Text(model, prefix + "ndcg@20"));
        }

        var settings = string.Join(", ", model.Settings.ToDictionary().Select(static pair =>
            string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
        return table.Caption($"Chosen: {settings}");
    }

    private static string Text(TrainedModel model, string metric) =>
        model.Metrics[metric].ToString("0.0000", CultureInfo.InvariantCulture);
}
