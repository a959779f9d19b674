using System.Buffers;
using EdgeGateway.Caching.Collapsing;

namespace EdgeGateway.Caching.Keys;

/// <summary>One entry of a policy's <c>VaryBy</c>: <c>device</c>, <c>language</c>, <c>country</c>, <c>header:Name</c>,
/// <c>cookie:name</c> or <c>segment:name</c>.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Name">Of the header (lower case), cookie or segment; empty for the others.</param>
public readonly record struct VaryPart(VaryKind Kind, string Name)
{
    /// <summary>What <see cref="TryParse"/> takes, in words.</summary>
    public const string Accepted = "device, language, country, header:NAME, cookie:NAME or segment:NAME";

    // RFC 9110 section 5.6.2; cookie names are tokens too (RFC 6265 section 4.1.1).
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The entry as written, header names in lower case.</summary>
    public override string ToString() => Kind switch
    {
        VaryKind.Header or VaryKind.Cookie or VaryKind.Segment => $"{PrefixOf(Kind)}{Name}",
        _ => WordOf(Kind),
    };

    /// <summary>Reads an entry. When it is none, <paramref name="why"/> is a sentence, or empty for an unknown word.</summary>
    public static bool TryParse(string entry, out VaryPart part, out string why)
    {
        why = "";
        foreach (var kind in Enum.GetValues<VaryKind>())
        {
            if (entry == WordOf(kind) && PrefixOf(kind).Length == 0)
            {
                part = new VaryPart(kind, "");
                return true;
            }

            var prefix = PrefixOf(kind);
            if (prefix.Length > 0 && entry.StartsWith(prefix, StringComparison.Ordinal))
            {
                return TryParseNamed(kind, entry[prefix.Length..], out part, out why);
            }
        }

        part = default;
        return false;
    }

    private static bool TryParseNamed(VaryKind kind, string name, out VaryPart part, out string why)
    {
        part = new VaryPart(kind, kind == VaryKind.Header ? name.ToLowerInvariant() : name);
        why = "";
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            return false;
        }

        if (kind == VaryKind.Header && !OriginHeaders.MayPass(name))
        {
            why = name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
                ? "A page cannot vary by all cookies at once; name those that matter with cookie:NAME."
                : $"A shared fetch never sends '{name}' to the origin, so no answer can depend on it.";
        }

        return why.Length == 0;
    }

    private static string WordOf(VaryKind kind) => kind switch
    {
        VaryKind.Device => "device",
        VaryKind.Language => "language",
        VaryKind.Country => "country",
        VaryKind.Header => "header",
        VaryKind.Cookie => "cookie",
        _ => "segment",
    };

    private static string PrefixOf(VaryKind kind) => kind switch
    {
        VaryKind.Header => "header:",
        VaryKind.Cookie => "cookie:",
        VaryKind.Segment => "segment:",
        _ => "",
    };
}
