using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Freshness;

/// <summary>
/// Decides from status and headers alone whether a response may be stored by a shared cache (RFC 9111 section 3) and names the
/// first reason against it. Pure: no clock, no I/O.
/// </summary>
internal static class StorageRules
{
    /// <param name="status">The response's status.</param>
    /// <param name="headers">The response's fields as received.</param>
    /// <param name="policy">The route's policy.</param>
    /// <param name="sentAuthorization">Whether the request that was sent carried Authorization.</param>
    /// <param name="moment">When the response arrived.</param>
    public static StoreDecision Decide(
        int status, IHeaderDictionary headers, CachePolicy policy, bool sentAuthorization, in ResponseMoment moment)
    {
        var directives = OriginDirectives.Read(headers);
        var vary = VaryField.Read(headers);
        var shared = IsSharedExplicitly(directives);
        var reason = Forbidden(status, headers, directives, vary, policy);
        if (reason == NotStoredReason.None && sentAuthorization && !shared)
        {
            reason = NotStoredReason.Authorization;
        }

        var lifetime = LifetimeRules.Compute(status, headers, directives, policy, in moment);
        // The policy's windows keep good pages going; an error that is kept for its seconds is over after them.
        var windows = StatusRules.IsSuccess(status) ? policy : null;
        var decision = new StoreDecision
        {
            Reason = reason,
            Directives = directives,
            Variance = Variance.Of(vary),
            Lifetime = directives.Has(DirectiveFlags.NoCache) ? TimeSpan.Zero : lifetime ?? TimeSpan.Zero,
            InitialAge = LifetimeRules.Overriding(status, policy) is not null
                ? TimeSpan.Zero
                : AgeCalculator.InitialAge(headers, in moment),
            StaleWhileRevalidate = StaleRules.Window(directives, directives.StaleWhileRevalidate, windows?.StaleWhileRevalidate),
            StaleIfError = StaleRules.Window(directives, directives.StaleIfError, windows?.StaleIfError),
            StaleIfUnreachable = StaleRules.Window(
                directives, directives.StaleIfError, windows?.StaleIfError ?? windows?.StaleIfUnreachable),
            SharedExplicitly = shared,
            SurrogateControl = headers[OriginDirectives.SurrogateControl],
        };
        return decision.MayStore ? decision with { Reason = Useless(status, headers, decision, lifetime is not null) } : decision;
    }

    private static NotStoredReason Forbidden(
        int status, IHeaderDictionary headers, ResponseDirectives directives, VaryField vary, CachePolicy policy)
    {
        if (policy.Mode == CacheMode.Bypass)
        {
            return NotStoredReason.Policy;
        }

        if (status == StatusCodes.Status206PartialContent)
        {
            return NotStoredReason.Partial;
        }

        if (directives.Malformed || vary.Malformed)
        {
            return NotStoredReason.Malformed;
        }

        // RFC 9111 section 5.2.2.3: must-understand takes the place of no-store for a cache that knows the status.
        var mustUnderstand = directives.Has(DirectiveFlags.MustUnderstand);
        if (mustUnderstand && !StatusRules.IsUnderstood(status))
        {
            return NotStoredReason.Status;
        }

        if (directives.Has(DirectiveFlags.NoStore) && !mustUnderstand)
        {
            return NotStoredReason.NoStore;
        }

        if (directives.Has(DirectiveFlags.Private))
        {
            return NotStoredReason.Private;
        }

        if (headers.SetCookie.Count > 0)
        {
            return NotStoredReason.SetCookie;
        }

        if (vary.Any)
        {
            return NotStoredReason.VaryAny;
        }

        // Kept, it would stand in every visitor's page and protect none (Content Security Policy 3, section 7.1).
        return HasNonce(headers.ContentSecurityPolicy) || HasNonce(headers.ContentSecurityPolicyReportOnly)
            ? NotStoredReason.Nonce
            : NotStoredReason.None;
    }

    private static bool HasNonce(StringValues policies)
    {
        foreach (var policy in policies)
        {
            if (policy?.Contains("'nonce-", StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Final statuses need a lifetime or a reason to assume one, and be of use after this moment.</summary>
    private static NotStoredReason Useless(int status, IHeaderDictionary headers, StoreDecision decision, bool hasLifetime)
    {
        if (status is < 200 or 304 or > 599)
        {
            return NotStoredReason.Status;
        }

        var statusAllows = StatusRules.IsHeuristicallyCacheable(status) || decision.Directives.Has(DirectiveFlags.Public);
        if (!hasLifetime && !statusAllows)
        {
            return NotStoredReason.Status;
        }

        if (decision.Lifetime + decision.StaleWhileRevalidate + decision.StaleIfError > decision.InitialAge)
        {
            return NotStoredReason.None;
        }

        var validator = EntityTags.Read(headers.ETag) is not null || HttpDates.TryParse(headers.LastModified, out _);
        return validator && status == StatusCodes.Status200OK ? NotStoredReason.None : NotStoredReason.NoFreshness;
    }

    /// <summary>RFC 9111 section 3.5, and every field made for shared caches that gives a lifetime.</summary>
    private static bool IsSharedExplicitly(ResponseDirectives directives) =>
        directives.Has(DirectiveFlags.Public | DirectiveFlags.MustRevalidate)
        || directives.SharedMaxAge is not null
        || (directives.Targeted && directives.MaxAge is not null);
}
