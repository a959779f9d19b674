using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Encodings;

/// <summary>The names of codings in header fields and metrics.</summary>
public static class ContentCodingText
{
    /// <summary>The name of a coding.</summary>
    public static string ToText(this ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => "gzip",
        ContentCoding.Brotli => "br",
        ContentCoding.Deflate => "deflate",
        _ => "identity",
    };

    /// <summary>The coding of one name, without case; null when we do not know it.</summary>
    internal static ContentCoding? Find(ReadOnlySpan<char> name) => name.Length switch
    {
        2 when Is(name, "br") => ContentCoding.Brotli,
        4 when Is(name, "gzip") => ContentCoding.Gzip,
        6 when Is(name, "x-gzip") => ContentCoding.Gzip,
        7 when Is(name, "deflate") => ContentCoding.Deflate,
        8 when Is(name, "identity") => ContentCoding.Identity,
        _ => null,
    };

    /// <summary>Whether clients may know a coding, though we may not: the names registered with IANA.</summary>
    internal static bool IsRegistered(ReadOnlySpan<char> name) =>
        Find(name) is not null || Is(name, "zstd") || Is(name, "compress") || Is(name, "x-compress") || Is(name, "dcb") || Is(name, "dcz")
        || Is(name, "exi") || Is(name, "aes128gcm") || Is(name, "pack200-gzip");

    /// <summary>
    /// What one Content-Encoding field says: identity when absent, null when it names an unknown coding or more than one.
    /// </summary>
    internal static ContentCoding? Read(StringValues contentEncoding) => contentEncoding switch
    {
        [] => ContentCoding.Identity,
        [{ } single] => Find(single.AsSpan().Trim(" \t")),
        _ => null,
    };

    private static bool Is(ReadOnlySpan<char> name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);
}
