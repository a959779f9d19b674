using System.Text;

namespace EdgeGateway.Events.Sessions;

/// <summary>Splits one line of a delimited file; quotes as in RFC 4180 section 2, but never across lines.</summary>
internal static class DelimitedLine
{
    /// <summary>Splits; false when a quote is not closed.</summary>
    public static bool TrySplit(string line, char delimiter, List<string> fields)
    {
        fields.Clear();
        for (var start = 0; start <= line.Length;)
        {
            if (start < line.Length && line[start] == '"')
            {
                if (!TryReadQuoted(line, delimiter, fields, ref start))
                {
                    return false;
                }

                continue;
            }

            var end = line.IndexOf(delimiter, start);
            end = end < 0 ? line.Length : end;
            fields.Add(line[start..end]);
            start = end + 1;
        }

        return true;
    }

    private static bool TryReadQuoted(string line, char delimiter, List<string> fields, ref int start)
    {
        var text = new StringBuilder();
        for (var i = start + 1; i < line.Length; i++)
        {
            if (line[i] != '"')
            {
                text.Append(line[i]);
            }
            else if (i + 1 < line.Length && line[i + 1] == '"')
            {
                text.Append('"');
                i++;
            }
            else
            {
                fields.Add(text.ToString());
                start = i + 2;
                return i + 1 == line.Length || line[i + 1] == delimiter;
            }
        }

        return false;
    }
}
