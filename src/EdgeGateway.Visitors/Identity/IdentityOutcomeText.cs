namespace EdgeGateway.Visitors.Identity;

/// <summary>The stable words of <see cref="IdentityOutcome"/> in logs, metrics and the console.</summary>
public static class IdentityOutcomeText
{
    private static readonly string[] Words = ["known", "absent", "forged", "duplicate", "malformed", "unknown-key", "expired"];

    /// <summary>The word of an outcome.</summary>
    public static string ToText(this IdentityOutcome value) => Words[(int)value];
}
