namespace EdgeGateway.Caching.Freshness;

/// <summary>What status codes mean for storing.</summary>
internal static class StatusRules
{
    /// <summary>Heuristically cacheable (RFC 9110 section 15.1); 206 is stored only as part of a whole, so not here.</summary>
    public static bool IsHeuristicallyCacheable(int status) =>
        status is 200 or 203 or 204 or 300 or 301 or 308 or 404 or 405 or 410 or 414 or 501;

    /// <summary>Statuses that a policy's lifetime for silent origins may apply to: never errors.</summary>
    public static bool IsSuccess(int status) => status is 200 or 203 or 204 or 300 or 301 or 308;

    /// <summary>Final statuses that RFC 9110 defines, which <c>must-understand</c> asks to know.</summary>
    public static bool IsUnderstood(int status) =>
        status is (>= 200 and <= 205) or (>= 300 and <= 303) or 307 or 308 or (>= 400 and <= 417) or 421 or 422 or 426
            or (>= 500 and <= 505);

    /// <summary>Errors that a stale response may stand in for (RFC 5861 section 4).</summary>
    public static bool IsOriginError(int status) => status is 500 or 502 or 503 or 504;

    /// <summary>
    /// Errors that speak of the request or of the server's state and not of the page: what is stored of it stays as good as it was.
    /// </summary>
    public static bool LeavesStoredAlone(int status) => status is 400 or 408 or 413 or 414 or 421 or 429 or 431 or >= 500;

    public static bool HasNoBody(int status) => status is 204 or 205 or 304;
}
