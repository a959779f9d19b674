namespace EdgeGateway.Primitives.Outcomes;

/// <summary>Why a response was not stored. <see cref="None"/> means that it was.</summary>
public enum NotStoredReason
{
    /// <summary>It was stored.</summary>
    None,

    /// <summary>Only GET responses are stored.</summary>
    Method,

    /// <summary>The policy bypasses the cache.</summary>
    Policy,

    /// <summary>Status code without explicit freshness or heuristics (RFC 9111 section 4.2.2).</summary>
    Status,

    /// <summary><c>no-store</c>.</summary>
    NoStore,

    /// <summary><c>private</c>.</summary>
    Private,

    /// <summary>The request carried Authorization and the response does not allow sharing (RFC 9111 section 3.5).</summary>
    Authorization,

    /// <summary>The request carried a cookie that may change the response and the response does not allow sharing.</summary>
    Cookie,

    /// <summary>The response sets a cookie.</summary>
    SetCookie,

    /// <summary><c>Vary: *</c>.</summary>
    VaryAny,

    /// <summary>More variants of one URL than the policy allows.</summary>
    TooManyVariants,

    /// <summary>Neither explicit nor heuristic freshness, and nothing to validate with.</summary>
    NoFreshness,

    /// <summary>Larger than the policy's object limit.</summary>
    TooLarge,

    /// <summary>Shorter than announced, cut off or failed.</summary>
    Incomplete,

    /// <summary>A part of a representation (206).</summary>
    Partial,

    /// <summary>A directive that could not be understood and might forbid storing.</summary>
    Malformed,

    /// <summary>The request asked for no storing and the policy obeys.</summary>
    RequestDirective,

    /// <summary>The body is not what its Content-Encoding says: damaged, cut off or followed by something else.</summary>
    BadEncoding,

    /// <summary>Smaller than the policy's least object.</summary>
    TooSmall,

    /// <summary>Its Content-Security-Policy, in the header or a meta element, has a nonce, which is good for one response only.</summary>
    Nonce,

    /// <summary>What is stored has a content coding that the client does not take.</summary>
    Coding,
}
