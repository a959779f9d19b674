namespace EdgeGateway.Visitors.Consent;

/// <summary>The stable words of <see cref="ConsentSource"/>.</summary>
public static class ConsentSourceText
{
    private static readonly string[] Words = ["default", "cookie", "global-privacy-control", "do-not-track"];

    /// <summary>The word of a source.</summary>
    public static string ToText(this ConsentSource value) => Words[(int)value];
}
