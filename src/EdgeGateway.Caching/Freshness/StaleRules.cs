using EdgeGateway.Caching.Directives;

namespace EdgeGateway.Caching.Freshness;

/// <summary>How long a response may be served after its lifetime (RFC 5861, bounded by RFC 9111 section 4.2.4).</summary>
internal static class StaleRules
{
    /// <summary>
    /// The response's own window counts unless it asks for validation. The policy's window counts only where the response
    /// does not forbid stale use at all, which for a shared cache <c>s-maxage</c> does as well.
    /// </summary>
    public static TimeSpan Window(ResponseDirectives directives, long? own, TimeSpan? byPolicy)
    {
        if (directives.Has(DirectiveFlags.MustRevalidate | DirectiveFlags.ProxyRevalidate | DirectiveFlags.NoCache))
        {
            return TimeSpan.Zero;
        }

        if (own is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return directives.SharedMaxAge is null || directives.Targeted
            ? LifetimeRules.Bound(byPolicy ?? TimeSpan.Zero)
            : TimeSpan.Zero;
    }
}
