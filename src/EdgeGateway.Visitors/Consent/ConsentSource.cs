namespace EdgeGateway.Visitors.Consent;

/// <summary>Where a consent state came from.</summary>
public enum ConsentSource
{
    /// <summary>The visitor has not said anything: the site's default holds.</summary>
    Default,

    /// <summary>The visitor answered the banner.</summary>
    Cookie,

    /// <summary>The browser sends <c>Sec-GPC: 1</c>.</summary>
    GlobalPrivacyControl,

    /// <summary>The browser sends <c>DNT: 1</c> and the visitor has not answered.</summary>
    DoNotTrack,
}
