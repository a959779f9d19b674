using EdgeGateway.Caching.Directives;

namespace EdgeGateway.Caching;

/// <summary>A request that the store could not answer, with what was worked out about it.</summary>
internal sealed record FetchPlan(
    CacheRequest Request, byte[] Key, string Host, string Target, Credentials Credentials, RequestDirectives Wishes = default)
{
    /// <summary>Only freshens what is stored.</summary>
    public bool IsHead => RequestScreen.IsHead(Request.Method);

    /// <summary>Only the credentials that the fetch itself will carry make it somebody's own.</summary>
    public bool WithAuthorization => (Credentials & Credentials.Authorization) != 0;
}
