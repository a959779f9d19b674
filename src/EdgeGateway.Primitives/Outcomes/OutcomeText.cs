namespace EdgeGateway.Primitives.Outcomes;

/// <summary>One stable word per outcome: the same in headers, logs, metrics and the console.</summary>
public static class OutcomeText
{
    private static readonly string[] CacheOutcomes = Words<CacheOutcome>();
    private static readonly string[] NotStoredReasons = Words<NotStoredReason>();
    private static readonly string[] DecodeOutcomes = Words<DecodeOutcome>();
    private static readonly string[] EncodingResults = Words<EncodingResult>();
    private static readonly string[] DecisionSources = Words<DecisionSource>();
    private static readonly string[] FallbackReasons = Words<FallbackReason>();
    private static readonly string[] RequestRefusals = Words<RequestRefusal>();
    private static readonly string[] OriginRefusals = Words<OriginRefusal>();
    private static readonly string[] PreviewOutcomes = Words<PreviewOutcome>();

    /// <summary>The word of a cache outcome, such as <c>stale-while-revalidate</c>.</summary>
    public static string ToText(this CacheOutcome value) => CacheOutcomes[(int)value];

    /// <summary>The word of a reason not to store, such as <c>set-cookie</c>.</summary>
    public static string ToText(this NotStoredReason value) => NotStoredReasons[(int)value];

    /// <summary>The word for what came of decoding, such as <c>too-large</c>.</summary>
    public static string ToText(this DecodeOutcome value) => DecodeOutcomes[(int)value];

    /// <summary>The word for what came of encoding, such as <c>no-gain</c>.</summary>
    public static string ToText(this EncodingResult value) => EncodingResults[(int)value];

    /// <summary>The word of a decision source, such as <c>segment-list</c>.</summary>
    public static string ToText(this DecisionSource value) => DecisionSources[(int)value];

    /// <summary>The word of a fallback reason, such as <c>no-profile</c>.</summary>
    public static string ToText(this FallbackReason value) => FallbackReasons[(int)value];

    /// <summary>The word of a refused request, such as <c>two-framings</c>.</summary>
    public static string ToText(this RequestRefusal value) => RequestRefusals[(int)value];

    /// <summary>The word of a refused response, such as <c>too-many-interim</c>.</summary>
    public static string ToText(this OriginRefusal value) => OriginRefusals[(int)value];

    /// <summary>The word of what a preview token turned out to be, such as <c>forged</c>.</summary>
    public static string ToText(this PreviewOutcome value) => PreviewOutcomes[(int)value];

    private static string[] Words<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(ToKebabCase)];

    private static string ToKebabCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
