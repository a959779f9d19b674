namespace EdgeGateway.Caching.Keys;

/// <summary>The compiled form of a policy's name lists.</summary>
internal sealed class PolicyRules
{
    private const string HeaderPrefix = "header:";

    public PolicyRules(CachePolicy policy)
    {
        Policy = policy;
        Query = new QueryRules(new NamePatterns(policy.QueryIgnore));
        Cookies = new CookieRules(new NamePatterns(policy.IgnoreCookies));
        KeyedHeaders = [.. policy.VaryBy.Where(IsHeader).Select(v => v[HeaderPrefix.Length..].ToLowerInvariant()).Order()];
        KeysDevice = policy.VaryBy.Contains("device");
        if (policy.VaryBy.FirstOrDefault(v => v != "device" && !IsHeader(v)) is { } unknown)
        {
            throw new ArgumentException(
                $"VaryBy '{unknown}' of cache policy '{policy.Name}' is unknown; accepted are 'device' and 'header:Name'.");
        }
    }

    public CachePolicy Policy { get; }

    public QueryRules Query { get; }

    public CookieRules Cookies { get; }

    public bool KeysDevice { get; }

    /// <summary>Lower case, sorted.</summary>
    public string[] KeyedHeaders { get; }

    private static bool IsHeader(string entry) =>
        entry.StartsWith(HeaderPrefix, StringComparison.Ordinal) && entry.Length > HeaderPrefix.Length;
}
