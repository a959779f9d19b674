namespace EdgeGateway.Caching.Collapsing;

/// <summary>What became known when the origin's headers, or their failure, arrived.</summary>
internal enum FillStartKind
{
    /// <summary>A response whose body arrives.</summary>
    Streaming,

    /// <summary>A 304: the stored response with merged headers.</summary>
    Refreshed,

    /// <summary>The origin failed and the stale response may stand in.</summary>
    StaleIfError,

    /// <summary>No response at all.</summary>
    Failed,
}
