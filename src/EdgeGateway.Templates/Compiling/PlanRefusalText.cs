namespace EdgeGateway.Templates.Compiling;

/// <summary>The stable words of <see cref="PlanRefusal"/>.</summary>
public static class PlanRefusalText
{
    /// <summary>The word used in logs, metrics and answers.</summary>
    public static string ToText(this PlanRefusal refusal) => refusal switch
    {
        PlanRefusal.None => "none",
        PlanRefusal.NotHtml => "not-html",
        PlanRefusal.Utf16 => "utf-16",
        PlanRefusal.StatefulCharset => "stateful-charset",
        PlanRefusal.Amp => "amp",
        PlanRefusal.TooDeep => "too-deep",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };
}
