namespace EdgeGateway.Primitives.Outcomes;

/// <summary>Why a request is refused before anything else looks at it. <see cref="None"/> means that it is not.</summary>
public enum RequestRefusal
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>TRACE and CONNECT: one echoes credentials, the other asks for a tunnel.</summary>
    Method,

    /// <summary>A Transfer-Encoding other than <c>chunked</c>, or any in HTTP/1.0 (RFC 9112 section 6.1).</summary>
    TransferCoding,

    /// <summary>Content-Length beside Transfer-Encoding: two readings of where the request ends.</summary>
    TwoFramings,

    /// <summary>A field of HTTP/1 connections in HTTP/2 (RFC 9113 section 8.2.2).</summary>
    ConnectionField,

    /// <summary>An expectation other than <c>100-continue</c>.</summary>
    Expectation,

    /// <summary>No host, or a port that is none.</summary>
    Host,

    /// <summary>A target with a fragment, a name and password, dot segments, blanks or overlong UTF-8.</summary>
    Target,

    /// <summary>A GET or HEAD with a body where answers are shared.</summary>
    Body,

    /// <summary>PURGE without the right key.</summary>
    PurgeKey,
}
