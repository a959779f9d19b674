namespace EdgeGateway.Primitives.Outcomes;

/// <summary>Why an origin's response is refused with a 502 and the end of its connection. <see cref="None"/> means that it is not.</summary>
public enum OriginRefusal
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>What came first is no status line of HTTP/1.0 or HTTP/1.1 with a status of 100 or more.</summary>
    StatusLine,

    /// <summary>The connection ended before the head did, and the request may not be sent again.</summary>
    Closed,

    /// <summary>A line that is no field: bare line feed, folded, a name that is no token, control bytes.</summary>
    FieldLine,

    /// <summary>More than one Content-Length, or one that is no number.</summary>
    Length,

    /// <summary>A Transfer-Encoding other than <c>chunked</c>, or any in HTTP/1.0.</summary>
    TransferCoding,

    /// <summary>Content-Length beside Transfer-Encoding, or either in an interim response.</summary>
    TwoFramings,

    /// <summary>More than 200 lines or 32 kB before the body.</summary>
    HeadTooLarge,

    /// <summary>More than 16 interim responses to one request.</summary>
    TooManyInterim,

    /// <summary>A 101 that nobody asked for.</summary>
    UnsolicitedUpgrade,
}
