using EdgeGateway.Training.Events;
using Spectre.Console;

namespace EdgeGateway.Training.Commands;

/// <summary>What both commands say in the same way.</summary>
internal static class ConsoleText
{
    public static int Fail(this IAnsiConsole console, string sentence, int exitCode)
    {
        console.MarkupLineInterpolated($"[red]{sentence}[/]");
        return exitCode;
    }

    public static Progress StartProgress(this IAnsiConsole console) => console.Progress().Columns(
        new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());

    /// <summary>Names bad rows; false when there are too many.</summary>
    public static bool Report(this IAnsiConsole console, EventFile file, string path)
    {
        foreach (var problem in file.Problems)
        {
            console.MarkupLineInterpolated($"[yellow]Line {problem.Line} is left out: {problem.Message}[/]");
        }

        if (file.Rejected > file.Problems.Count)
        {
            console.MarkupLineInterpolated($"[yellow]{file.Rejected - file.Problems.Count} more rows are left out.[/]");
        }

        if (file.Unlisted > 0)
        {
            console.MarkupLineInterpolated(
                $"[yellow]{file.Unlisted} rows are of items that the catalogue lacks; they are left out.[/]");
        }

        if (!file.IsUsable)
        {
            var most = EventFile.MostRejected;
            console.MarkupLineInterpolated(
                $"[red]'{path}' has {file.Rejected} bad rows of {file.Rows}; at most {most:P0} are accepted.[/]");
        }

        return file.IsUsable;
    }
}
