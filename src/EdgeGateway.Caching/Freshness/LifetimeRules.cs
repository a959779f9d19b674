using EdgeGateway.Caching.Directives;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Freshness;

/// <summary>The freshness lifetime (RFC 9111 section 4.2.1), or null when neither origin nor policy gives one.</summary>
internal static class LifetimeRules
{
    private static readonly TimeSpan LongestHeuristic = TimeSpan.FromDays(1);

    public static TimeSpan? Compute(
        int status, IHeaderDictionary headers, ResponseDirectives directives, CachePolicy policy, in ResponseMoment moment)
    {
        if (Overriding(status, policy) is { } ttl)
        {
            return Bound(ttl);
        }

        if ((directives.SharedMaxAge ?? directives.MaxAge) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (!directives.Targeted && headers.Expires.Count > 0)
        {
            return UntilExpires(headers, in moment);
        }

        return ForStatus(status, policy, policy.TtlWhenOriginSilent) is { } silent
            ? Bound(silent)
            : Heuristic(status, headers, directives, in moment);
    }

    /// <summary>The lifetime that replaces the origin's under <see cref="CacheMode.Override"/>.</summary>
    public static TimeSpan? Overriding(int status, CachePolicy policy) =>
        policy.Mode == CacheMode.Override ? ForStatus(status, policy, policy.Ttl) : null;

    /// <summary>An operator's duration within what directives can say: not negative, at most 2^31 seconds.</summary>
    public static TimeSpan Bound(TimeSpan duration) =>
        TimeSpan.FromSeconds(Math.Clamp(duration.TotalSeconds, 0, DirectiveParser.MaxSeconds));

    /// <summary>The policy's lifetime for this very status, else its general one, which no error ever gets.</summary>
    private static TimeSpan? ForStatus(int status, CachePolicy policy, TimeSpan? general) =>
        policy.Rules.Status.Of(status) ?? (StatusRules.IsSuccess(status) ? general : null);

    private static TimeSpan UntilExpires(IHeaderDictionary headers, in ResponseMoment moment)
    {
        // An Expires that cannot be read, "0" above all, lies in the past (RFC 9111 section 5.3).
        var lifetime = HttpDates.TryParse(headers.Expires, out var expires)
            ? expires - AgeCalculator.DateOf(headers, in moment)
            : TimeSpan.Zero;
        return lifetime > TimeSpan.Zero ? lifetime : TimeSpan.Zero;
    }

    /// <summary>A tenth of the time since the last change, as RFC 9111 section 4.2.2 suggests, at most a day.</summary>
    private static TimeSpan? Heuristic(
        int status, IHeaderDictionary headers, ResponseDirectives directives, in ResponseMoment moment)
    {
        var allowed = StatusRules.IsHeuristicallyCacheable(status) || directives.Has(DirectiveFlags.Public);
        if (!allowed || !HttpDates.TryParse(headers.LastModified, out var modified))
        {
            return null;
        }

        var tenth = (AgeCalculator.DateOf(headers, in moment) - modified) / 10;
        return tenth <= TimeSpan.Zero ? null : tenth < LongestHeuristic ? tenth : LongestHeuristic;
    }
}
