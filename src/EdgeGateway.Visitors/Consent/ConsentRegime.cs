namespace EdgeGateway.Visitors.Consent;

/// <summary>What the law of a region lets a site do before the visitor has answered.</summary>
public enum ConsentRegime
{
    /// <summary>Nothing without a yes (GDPR, ePrivacy).</summary>
    OptIn,

    /// <summary>Everything until a no (CCPA and the like).</summary>
    OptOut,

    /// <summary>No rule; a no and a privacy signal are obeyed all the same.</summary>
    None,
}
