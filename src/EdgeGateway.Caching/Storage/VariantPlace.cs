namespace EdgeGateway.Caching.Storage;

/// <summary>Where an entry stands in the store.</summary>
internal enum VariantPlace : byte
{
    /// <summary>Not yet counted.</summary>
    Apart,

    /// <summary>Counted, and about to be linked.</summary>
    Held,

    /// <summary>In the queue of entries that have not been used again.</summary>
    Probation,

    /// <summary>In the queue of those that have.</summary>
    Main,

    /// <summary>Out of the store for good; it will not be linked again.</summary>
    Gone,
}
