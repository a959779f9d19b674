namespace EdgeGateway.Caching.Keys;

/// <summary>What a part of the key is made of.</summary>
public enum VaryKind
{
    /// <summary>The device class.</summary>
    Device,

    /// <summary>The best of the policy's languages.</summary>
    Language,

    /// <summary>The country, as a trusted field tells it.</summary>
    Country,

    /// <summary>A request field.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A segment whose rule looks at the request alone.</summary>
    Segment,
}
