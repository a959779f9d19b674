using System.Globalization;
using System.IO.Compression;
using EdgeGateway.TestKit;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>The recorded sessions, read by the test's own few lines so that the program's reader is not its own judge.</summary>
internal sealed class SerenadeFile
{
    public const string DataSet = "serenade-sessions/train.tsv.gz";

    private SerenadeFile(IReadOnlyDictionary<string, string[]> sessions) => Sessions = sessions;

    public static string FilePath => TestData.PathOf(DataSet);

    /// <summary>Items of each session, oldest first.</summary>
    public IReadOnlyDictionary<string, string[]> Sessions { get; }

    public int EventCount => Sessions.Values.Sum(items => items.Length);

    /// <summary>How often each item was seen.</summary>
    public IReadOnlyDictionary<string, long> Views =>
        Sessions.Values.SelectMany(items => items).GroupBy(item => item).ToDictionary(group => group.Key, group => group.LongCount());

    /// <summary>Reads the sessions whose first row comes first in the file.</summary>
    public static SerenadeFile Read(int most = int.MaxValue)
    {
        using var file = File.OpenRead(FilePath);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var rows = new Dictionary<string, List<(double Time, string Item)>>();
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            if (!rows.TryGetValue(fields[0], out var row))
            {
                if (rows.Count == most)
                {
                    continue;
                }

                rows[fields[0]] = row = [];
            }

            row.Add((double.Parse(fields[2], CultureInfo.InvariantCulture), fields[1]));
        }

        return new SerenadeFile(rows.ToDictionary(row => row.Key, row => row.Value.OrderBy(item => item.Time).Select(item => item.Item).ToArray()));
    }
}
