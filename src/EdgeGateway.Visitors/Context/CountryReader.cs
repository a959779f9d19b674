using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Context;

/// <summary>Reads a country code (ISO 3166-1 alpha-2) from the field of a proxy that knows it.</summary>
public static class CountryReader
{
    private const int Letters = 26;

    /// <summary>One string for each pair of letters, so that reading makes none and nobody can add a value.</summary>
    private static readonly string[] Codes =
        [.. Enumerable.Range(0, Letters * Letters).Select(i => $"{(char)('A' + (i / Letters))}{(char)('A' + (i % Letters))}")];

    /// <summary>The code in upper case; empty when the field is absent, doubled or anything else than two letters.</summary>
    public static string Read(StringValues values)
    {
        var text = values.Count == 1 ? values[0].AsSpan().Trim(" \t") : default;
        return text.Length == 2 && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1])
            ? Codes[((text[0] & ~0x20) - 'A') * Letters + (text[1] & ~0x20) - 'A']
            : "";
    }
}
