using System.Collections.Concurrent;

namespace EdgeGateway.Caching.Storage;

/// <summary>Numbers for texts that many responses have in common, names of fields above all. It only grows, up to its size.</summary>
internal static class TextTable
{
    public const int None = -1;
    private const int Capacity = 8192;
    private const int LongestText = 256;

    private static readonly ConcurrentDictionary<string, int> Numbers = new(StringComparer.Ordinal);
    private static readonly string[] Texts = new string[Capacity];
    private static readonly Lock Gate = new();
    private static int _count;

    /// <summary>The number of a text, or none when the table is full or the text long.</summary>
    public static int NumberOf(string text)
    {
        if (Numbers.TryGetValue(text, out var number))
        {
            return number;
        }

        if (text.Length > LongestText || Volatile.Read(ref _count) == Capacity)
        {
            return None;
        }

        lock (Gate)
        {
            if (Numbers.TryGetValue(text, out number))
            {
                return number;
            }

            if (_count == Capacity)
            {
                return None;
            }

            Texts[_count] = text;
            Numbers[text] = _count;
            return _count++;
        }
    }

    public static string TextOf(int number) => Texts[number];
}
