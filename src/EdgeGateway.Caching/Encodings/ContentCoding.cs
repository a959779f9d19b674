namespace EdgeGateway.Caching.Encodings;

/// <summary>The content codings we can make or undo (RFC 9110 section 8.4.1).</summary>
public enum ContentCoding : byte
{
    /// <summary>The bytes as they are.</summary>
    Identity,

    /// <summary><c>gzip</c>, and its old name <c>x-gzip</c>.</summary>
    Gzip,

    /// <summary><c>br</c>.</summary>
    Brotli,

    /// <summary><c>deflate</c>: the zlib format, or bare deflate data as some origins send. Understood, never made.</summary>
    Deflate,
}
