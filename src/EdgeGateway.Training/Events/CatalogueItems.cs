using System.Text.Json;

namespace EdgeGateway.Training.Events;

/// <summary>
/// The item ids of a catalogue: CSV or TSV with a column <c>item</c>, or one JSON object with <c>item</c> per line.
/// </summary>
internal static class CatalogueItems
{
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            var items = new List<string>();
            var column = -1;
            var delimiter = ',';
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (line.StartsWith('{'))
                {
                    items.Add(Checked(FromJson(line), path, number));
                }
                else if (column < 0)
                {
                    delimiter = line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
                    var names = line.TrimStart('\uFEFF').Split(delimiter).Select(static name => name.Trim().Trim('"'));
                    column = Array.IndexOf([.. names], "item");
                    if (column < 0)
                    {
                        throw new EventFileException($"'{path}' has no column 'item' and no JSON object in line 1.");
                    }
                }
                else if (line.Length > 0)
                {
                    items.Add(Checked(EventRow.Field(line, delimiter, column).ToString(), path, number));
                }
            }

            return items.Count > 0 ? items : throw new EventFileException($"'{path}' has no item.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EventFileException($"'{path}' cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }

    private static string FromJson(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("item", out var item) && item.ValueKind == JsonValueKind.String
                ? item.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Checked(string item, string path, int line) => EventRow.IsItemId(item)
        ? item
        : throw new EventFileException(
            $"'{path}' has the item '{item}' in line {line}; accepted are 1 to 128 characters of A-Z a-z 0-9 . _ : -.");
}
