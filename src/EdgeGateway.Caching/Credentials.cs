namespace EdgeGateway.Caching;

/// <summary>What a request carries that may make its answer private.</summary>
[Flags]
internal enum Credentials
{
    None = 0,

    /// <summary>A cookie that is neither ours nor known to be harmless.</summary>
    Cookie = 1,

    /// <summary>An Authorization field.</summary>
    Authorization = 2,
}
