namespace EdgeGateway.Purging;

/// <summary>What a purge is aimed at.</summary>
internal enum PurgeKind
{
    /// <summary>All variants of one URL, http and https alike.</summary>
    Url,

    /// <summary>All responses with a surrogate key.</summary>
    Tag,

    /// <summary>All responses whose URL begins with a text, http and https alike.</summary>
    Prefix,

    /// <summary>All responses of a host.</summary>
    Host,

    /// <summary>Everything.</summary>
    All,
}
