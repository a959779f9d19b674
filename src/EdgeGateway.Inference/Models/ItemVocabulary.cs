using System.Text;

namespace EdgeGateway.Inference.Models;

/// <summary>The item ids of a model, both ways. Immutable.</summary>
internal sealed class ItemVocabulary
{
    private const int MaxIdBytes = 128;

    private readonly string[] _items;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _indexes;

    private ItemVocabulary(string[] items, Dictionary<string, int> indexes)
    {
        _items = items;
        _indexes = indexes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _items.Length;

    public static ItemVocabulary Read(byte[] utf8, string file, int expectedCount)
    {
        var items = new List<string>(expectedCount);
        var indexes = new Dictionary<string, int>(expectedCount, StringComparer.Ordinal);
        using var reader = new StreamReader(new MemoryStream(utf8), new UTF8Encoding(false, throwOnInvalidBytes: true));
        while (ReadLine(reader, file) is { } line)
        {
            if (line.Length is 0 or > MaxIdBytes || Encoding.UTF8.GetByteCount(line) > MaxIdBytes)
            {
                throw new ModelRefusedException(
                    $"'{file}' has an item of {line.Length} characters in line {items.Count + 1}; "
                    + $"accepted are 1 to {MaxIdBytes}.");
            }

            if (!indexes.TryAdd(line, items.Count))
            {
                throw new ModelRefusedException(
                    $"'{file}' has item '{line}' twice, in lines {indexes[line] + 1} and {items.Count + 1}.");
            }

            items.Add(line);
        }

        return items.Count == expectedCount
            ? new ItemVocabulary([.. items], indexes)
            : throw new ModelRefusedException($"'{file}' has {items.Count} items; the manifest says {expectedCount}.");
    }

    public string ItemAt(int index) => _items[index];

    /// <summary>Looks an id up without allocating.</summary>
    public bool TryGetIndex(ReadOnlySpan<byte> utf8Item, out int index)
    {
        index = -1;
        if (utf8Item.Length > MaxIdBytes)
        {
            return false;
        }

        Span<char> id = stackalloc char[MaxIdBytes];
        return Encoding.UTF8.TryGetChars(utf8Item, id, out var length) && TryGetIndex(id[..length], out index);
    }

    public bool TryGetIndex(ReadOnlySpan<char> item, out int index)
    {
        if (_indexes.TryGetValue(item, out index))
        {
            return true;
        }

        index = -1;
        return false;
    }

    private static string? ReadLine(StreamReader reader, string file)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException e)
        {
            throw new ModelRefusedException($"'{file}' is not UTF-8.", e);
        }
    }
}
