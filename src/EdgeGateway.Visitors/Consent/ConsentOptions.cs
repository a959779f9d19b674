namespace EdgeGateway.Visitors.Consent;

/// <summary>How consent is read.</summary>
public sealed record ConsentOptions
{
    /// <summary>What is granted before the visitor answers. Default: necessary only, which is opt-in.</summary>
    public Purposes Default { get; init; } = Purposes.Necessary;

    /// <summary>
    /// Whether <c>DNT: 1</c> counts as a no while the visitor has not answered. Default: true. An answer is more specific
    /// than the browser's general wish and wins over it.
    /// </summary>
    public bool HonourDoNotTrack { get; init; } = true;

    /// <summary>
    /// Which purposes the visitor's own yes may keep under <c>Sec-GPC: 1</c>. Default: none, so that the signal ends
    /// analytics, profiling and sharing alike; marketing is never kept.
    /// </summary>
    public Purposes KeptUnderGlobalPrivacyControl { get; init; } = Purposes.None;

    /// <summary>How long an answer is remembered. Default: 180 days; then the visitor is asked again.</summary>
    public TimeSpan Remembered { get; init; } = TimeSpan.FromDays(180);

    /// <summary>The options of a region.</summary>
    public static ConsentOptions For(ConsentRegime regime) =>
        new() { Default = regime == ConsentRegime.OptIn ? Purposes.Necessary : Purposes.All };
}
