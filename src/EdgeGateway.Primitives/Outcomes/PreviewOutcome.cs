namespace EdgeGateway.Primitives.Outcomes;

/// <summary>What a preview token turned out to be.</summary>
public enum PreviewOutcome
{
    /// <summary>Ours, for this host, and not expired.</summary>
    Valid,

    /// <summary>Not of the form of a token.</summary>
    Malformed,

    /// <summary>Signed by somebody else, changed, or made for another host.</summary>
    Forged,

    /// <summary>Its time is over.</summary>
    Expired,
}
