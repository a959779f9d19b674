using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>
/// The cache directives of one response, after choosing the field that speaks to us (RFC 9213 section 2.2). Equal by what they say.
/// </summary>
internal sealed record ResponseDirectives
{
    public static ResponseDirectives None { get; } = new();

    public DirectiveFlags Flags { get; init; }

    /// <summary>Seconds; 0 when the value cannot be understood or contradicts itself (RFC 9111 section 4.2.1).</summary>
    public long? MaxAge { get; init; }

    /// <summary>Seconds.</summary>
    public long? SharedMaxAge { get; init; }

    /// <summary>Seconds, RFC 5861 section 3.</summary>
    public long? StaleWhileRevalidate { get; init; }

    /// <summary>Seconds, RFC 5861 section 4.</summary>
    public long? StaleIfError { get; init; }

    /// <summary>Fields named by <c>no-cache="…"</c> and <c>private="…"</c>: never stored.</summary>
    public StringValues RemovedFields { get; init; }

    /// <summary>From a field made for shared caches; Cache-Control and Expires are then silent.</summary>
    public bool Targeted { get; init; }

    /// <summary>A directive could not be parsed and might have forbidden storing.</summary>
    public bool Malformed { get; init; }

    /// <summary>At least one directive that this cache knows.</summary>
    public bool SaysSomething =>
        Flags != 0 || RemovedFields.Count > 0 || (MaxAge ?? SharedMaxAge ?? StaleWhileRevalidate ?? StaleIfError) is not null;

    public bool Has(DirectiveFlags flag) => (Flags & flag) != 0;
}
