using System.IO.Compression;

namespace EdgeGateway.Training.Events;

/// <summary>Reads CSV or TSV, plain or gzip. Bad rows are left out, counted and the first of them named.</summary>
internal static class EventFileReader
{
    private const int LinesPerReport = 20_000;

    /// <summary>Reads the file; <paramref name="progress"/> receives the share of it that was read.</summary>
    /// <exception cref="EventFileException">The file is missing, empty, has another header or not one good row.</exception>
    public static EventFile Read(
        string path, IReadOnlyList<string>? catalogue, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var reader = new StreamReader(Decompressed(file));
            var header = EventHeader.Parse(reader.ReadLine(), path);
            var counts = new RowCounts();
            var rows = new EventRows(catalogue);
            while (reader.ReadLine() is { } text)
            {
                Take(text, header, rows, counts);
                if (counts.Rows % LinesPerReport == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report((double)file.Position / file.Length);
                }
            }

            progress?.Report(1);
            return rows.Count > 0
                ? new EventFile(rows.ToSessions(), counts.Rows, counts.Ignored, counts.Unlisted, counts.Rejected, counts.Problems)
                : throw new EventFileException(counts.WhyEmpty(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new EventFileException($"'{path}' cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }

    private static void Take(string text, EventHeader header, EventRows rows, RowCounts counts)
    {
        counts.Rows++;
        var row = EventRow.Parse(text, header, out var problem);
        if (problem is not null)
        {
            // The header is line 1.
            counts.Reject(counts.Rows + 1, problem);
        }
        else if (!row.IsInteraction)
        {
            counts.Ignored++;
        }
        else if (!rows.TryAdd(row))
        {
            counts.Unlisted++;
        }
    }

    /// <summary>Gzip is recognised by its first two bytes (RFC 1952 section 2.3.1), whatever the name.</summary>
    private static Stream Decompressed(FileStream file)
    {
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
