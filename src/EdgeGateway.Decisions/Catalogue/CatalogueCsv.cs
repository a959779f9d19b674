using System.Text;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>
/// Reads CSV with a header (RFC 4180: quotes around values with commas, quotes or line ends; a quote inside is doubled). Empty
/// values are left out: a missing attribute and an empty one mean the same.
/// </summary>
internal static class CatalogueCsv
{
    /// <summary>Longer records end the reading: an unclosed quote must not swallow a file of any size.</summary>
    private const int MaxRecord = 64 * 1024;

    public static IEnumerable<CatalogueRow> Read(TextReader reader)
    {
        var line = 1;
        var header = ReadRecord(reader, ref line, out var problem);
        if (header is null || problem is not null)
        {
            yield break;
        }

        while (true)
        {
            var at = line;
            var values = ReadRecord(reader, ref line, out problem);
            if (values is null && problem is null)
            {
                yield break;
            }

            if (problem is not null)
            {
                yield return CatalogueRow.Unreadable(at, problem);
                if (values is null)
                {
                    yield break;
                }
            }
            else if (values!.Count > 1 || values[0].Length > 0)
            {
                yield return Name(at, header, values);
            }
        }
    }

    private static CatalogueRow Name(int line, List<string> header, List<string> values)
    {
        if (values.Count != header.Count)
        {
            return CatalogueRow.Unreadable(line, $"The row has {values.Count} values where the header has {header.Count}.");
        }

        var fields = new List<KeyValuePair<string, string>>(header.Count);
        for (var i = 0; i < header.Count; i++)
        {
            if (values[i].Length > 0)
            {
                fields.Add(new(header[i].Trim(), values[i]));
            }
        }

        return new CatalogueRow(line, fields, null);
    }

    /// <summary>Null at the end of the file, or with a problem when no record can follow.</summary>
    private static List<string>? ReadRecord(TextReader reader, ref int line, out string? problem)
    {
        problem = null;
        if (reader.Peek() < 0)
        {
            return null;
        }

        var values = new List<string>();
        var value = new StringBuilder();
        var (quoted, length) = (false, 0);
        while (reader.Read() is >= 0 and var read)
        {
            var character = (char)read;
            if (++length > MaxRecord)
            {
                problem = $"The row is longer than {MaxRecord} characters; a quote may be missing, and what follows is not read.";
                return null;
            }

            line += character == '\n' ? 1 : 0;
            if (quoted && character == '"' && reader.Peek() == '"')
            {
                value.Append((char)reader.Read());
            }
            else if (character == '"' && (quoted || value.Length == 0))
            {
                quoted = !quoted;
            }
            else if (quoted || character is not (',' or '\r' or '\n'))
            {
                value.Append(character);
            }
            else if (character == '\n')
            {
                break;
            }
            else if (character == ',')
            {
                values.Add(value.ToString());
                value.Clear();
            }
        }

        problem = quoted ? "A quote is opened and not closed." : null;
        values.Add(value.ToString());
        return values;
    }
}
