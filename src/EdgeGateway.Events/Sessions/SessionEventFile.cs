using System.Globalization;
using System.IO.Compression;
using System.Text;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Sessions;

/// <summary>
/// Reads recorded events row by row: CSV or TSV, plain or gzip, with a header <c>session,item,timestamp[,type]</c> in any
/// order (<c>visitor</c> for session; <c>SessionId</c>, <c>ItemId</c>, <c>Time</c> are known too). Other columns are ignored.
/// Times are seconds since 1970, also with a fraction, or ISO 8601. A bad row is a row with a problem, not an exception.
/// </summary>
public static class SessionEventFile
{
    // 9999-12-31T23:59:59Z: a larger number is milliseconds, which would be silently wrong by a factor of 1,000.
    private const double MaxSeconds = 253_402_300_799;
    private const int MaxSessionLength = 256;

    /// <summary>Reads a file; it is open while the rows are enumerated.</summary>
    /// <exception cref="InvalidDataException">The header lacks a column, or the file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<SessionEventRow> Read(string path)
    {
        using var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        using var reader = new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
        foreach (var row in Read(reader, path))
        {
            yield return row;
        }
    }

    /// <summary>Reads rows from a text.</summary>
    /// <param name="reader">The text, header first.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">The header lacks a column, or the text is damaged.</exception>
    public static IEnumerable<SessionEventRow> Read(TextReader reader, string name)
    {
        if (ReadLine(reader, name, 0) is not { } header)
        {
            throw new InvalidDataException(
                $"The file '{name}' is empty; accepted is a header session,item,timestamp[,type] and rows.");
        }

        var columns = SessionColumns.FromHeader(name, header);
        var fields = new List<string>();
        for (var row = 2L; ReadLine(reader, name, row) is { } line; row++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return ReadRow(row, line, columns, fields);
            }
        }
    }

    private static string? ReadLine(TextReader reader, string name, long row)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The file '{name}' is damaged after row {row}: {exception.Message}", exception);
        }
    }

    private static SessionEventRow ReadRow(long row, string line, SessionColumns columns, List<string> fields)
    {
        if (!DelimitedLine.TrySplit(line, columns.Delimiter, fields))
        {
            return Problem(row, "has a quote that is not closed; accepted are quotes around a whole field");
        }

        if (fields.Count < columns.Count)
        {
            return Problem(row, $"has {fields.Count} columns; accepted are at least {columns.Count}");
        }

        var session = fields[columns.Session].Trim();
        if (session.Length is 0 or > MaxSessionLength)
        {
            var sent = EventProblem.Cut(session);
            return Problem(row, $"has the session '{sent}'; accepted are 1 to {MaxSessionLength} characters");
        }

        var item = fields[columns.Item].Trim();
        if (!IdSyntax.IsValid(item))
        {
            return Problem(row, $"has the item '{EventProblem.Cut(item)}'; accepted is {IdSyntax.Accepted}");
        }

        if (!TryReadTime(fields[columns.Time].AsSpan().Trim(), out var time))
        {
            var sent = EventProblem.Cut(fields[columns.Time]);
            return Problem(row, $"has the time '{sent}'; accepted are seconds since 1970 or ISO 8601");
        }

        var type = EventType.View;
        if (columns.Type >= 0 && !TryReadType(fields[columns.Type].Trim(), out type))
        {
            var sent = EventProblem.Cut(fields[columns.Type]);
            return Problem(row, $"has the type '{sent}'; accepted is one of {EventTypeText.Accepted}");
        }

        return new SessionEventRow(row, new SessionEvent(session, item, time, type), null);
    }

    private static bool TryReadType(string text, out EventType type)
    {
        type = EventType.View;
        return text.Length == 0 || (EventTypeText.TryParse(text, out type) && type != EventType.Exposure);
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            if (!(seconds <= MaxSeconds))
            {
                return false;
            }

            time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
            return true;
        }

        // Year first: 01/02/2026 means two days.
        return text.Length >= 10 && text[4] == '-' && text[7] == '-'
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private static SessionEventRow Problem(long row, string what) => new(row, default, $"Row {row} {what}.");
}
