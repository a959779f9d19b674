using System.Buffers;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>What an item may say: ids that fit in events and addresses, addresses a browser may follow, sizes.</summary>
internal static class FieldCheck
{
    private const int MaxId = 128;
    private const int MaxFields = 64;
    private const int MaxName = 64;
    private const int MaxValue = 8192;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    // Fragments put these attributes into href and src.
    private static readonly string[] AddressNames =
        ["url", "uri", "link", "href", "src", "image", "img", "picture", "thumbnail", "photo", "icon"];

    /// <summary>The problem with an id, or null.</summary>
    public static string? OfId(string id) =>
        id.Length is 0 or > MaxId || id.AsSpan().ContainsAnyExcept(IdCharacters)
            ? $"Item id '{Shorten(id)}' must be 1 to {MaxId} characters of A-Z, a-z, 0-9, '.', '_', ':' and '-'."
            : null;

    /// <summary>The problem with an item's attributes, or null.</summary>
    public static string? OfFields(IReadOnlyCollection<KeyValuePair<string, string>> fields)
    {
        if (fields.Count > MaxFields)
        {
            return $"The item has {fields.Count} attributes; at most {MaxFields} are accepted.";
        }

        foreach (var (name, value) in fields)
        {
            if (name.Length is 0 or > MaxName)
            {
                return $"Attribute name '{Shorten(name)}' must have 1 to {MaxName} characters.";
            }

            if (value.Length > MaxValue)
            {
                return $"Attribute '{name}' has {value.Length} characters; at most {MaxValue} are accepted.";
            }

            if (IsAddress(name) && !IsSafeAddress(value))
            {
                return $"Attribute '{name}' is '{Shorten(value)}'; accepted are http and https addresses and paths of the site.";
            }
        }

        return null;
    }

    /// <summary>Reads what files say about stock.</summary>
    public static bool TryAvailable(string text, out bool available)
    {
        available = text.Trim().ToUpperInvariant() is "TRUE" or "1" or "YES";
        return available || text.Trim().ToUpperInvariant() is "FALSE" or "0" or "NO";
    }

    private static bool IsAddress(string name) =>
        AddressNames.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(word + "s", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// No scheme but http and https. Browsers drop tabs, line ends and leading control characters before they look for the scheme
    /// (WHATWG URL, basic URL parser), so any control character is refused rather than understood.
    /// </summary>
    private static bool IsSafeAddress(string value)
    {
        var address = value.AsSpan().Trim(' ');
        if (address.ContainsAnyInRange('\0', '\x1f') || address.ContainsAnyInRange('\x7f', '\x9f'))
        {
            return false;
        }

        var end = address.IndexOfAny(":/?#".AsSpan());
        return end < 0 || address[end] != ':'
            || address[..end].Equals("http", StringComparison.OrdinalIgnoreCase)
            || address[..end].Equals("https", StringComparison.OrdinalIgnoreCase);
    }

    private static string Shorten(string value) => value.Length <= 80 ? value : string.Concat(value.AsSpan(0, 80), "…");
}
