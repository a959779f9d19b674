using System.Globalization;
using System.Text;
using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.Evaluation;

/// <summary>
/// What most often came directly after the last item; equals by popularity. The baseline every model must beat travels with it,
/// so that an evaluation needs no training data: line n holds the followers of item n, best first.
/// </summary>
internal sealed class MarkovBaseline
{
    public const string FileName = "markov.txt";

    /// <summary>Followers kept per item; a cut-off above it counts a miss.</summary>
    public const int Most = 20;

    private readonly int[][] _followers;

    private MarkovBaseline(int[][] followers) => _followers = followers;

    public static MarkovBaseline Learn(SessionSet sessions, ReadOnlySpan<int> part)
    {
        var counts = new Dictionary<int, int>[sessions.ItemCount];
        foreach (var session in part)
        {
            var items = sessions.ItemsOf(session);
            for (var i = 1; i < items.Length; i++)
            {
                var followers = counts[items[i - 1]] ??= [];
                followers[items[i]] = followers.GetValueOrDefault(items[i]) + 1;
            }
        }

        return new MarkovBaseline(Array.ConvertAll(counts, static row => row is null ? [] : row
            .OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key)
            .Take(Most).Select(static pair => pair.Key).ToArray()));
    }

    /// <summary>Reads a model's file; null when the model has none.</summary>
    public static MarkovBaseline? Read(string modelFolder)
    {
        var path = Path.Combine(modelFolder, FileName);
        return !File.Exists(path) ? null : new MarkovBaseline([.. File.ReadLines(path).Select(static line => line
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray())]);
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(
        string.Concat(_followers.Select(static row => string.Join(' ', row) + "\n")));

    /// <summary>Rank of an item after the last item of a history, 0 when it never followed.</summary>
    public int RankOf(int item, int last) => (uint)last < (uint)_followers.Length ? Array.IndexOf(_followers[last], item) + 1 : 0;
}
