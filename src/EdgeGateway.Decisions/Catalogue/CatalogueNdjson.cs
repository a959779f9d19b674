using System.Text;
using System.Text.Json;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>
/// Reads one flat JSON object per line. Numbers keep the text they were written with, true and false are those words, null is
/// left out, an array of texts is joined with a comma; a nested object is a problem of its row.
/// </summary>
internal static class CatalogueNdjson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 };

    public static IEnumerable<CatalogueRow> Read(TextReader reader)
    {
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return ReadLine(number, line);
            }
        }
    }

    private static CatalogueRow ReadLine(int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return CatalogueRow.Unreadable(number, "The line is not a JSON object.");
            }

            var fields = new List<KeyValuePair<string, string>>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!TryText(property.Value, out var text))
                {
                    return CatalogueRow.Unreadable(
                        number, $"Attribute '{property.Name}' must be a text, a number, true, false or an array of these.");
                }

                if (text.Length > 0)
                {
                    fields.Add(new(property.Name, text));
                }
            }

            return new CatalogueRow(number, fields, null);
        }
        catch (JsonException exception)
        {
            return CatalogueRow.Unreadable(
                number, $"The line is not JSON: position {exception.BytePositionInLine} cannot be read.");
        }
    }

    private static bool TryText(JsonElement value, out string text)
    {
        text = "";
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return true;
            case JsonValueKind.String:
                text = value.GetString()!;
                return true;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                text = value.GetRawText();
                return true;
            case JsonValueKind.Array:
                return TryJoin(value, out text);
            default:
                return false;
        }
    }

    private static bool TryJoin(JsonElement array, out string text)
    {
        var joined = new StringBuilder();
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind is JsonValueKind.Array || !TryText(element, out var part))
            {
                text = "";
                return false;
            }

            joined.Append(joined.Length > 0 ? ", " : "").Append(part);
        }

        text = joined.ToString();
        return true;
    }
}
