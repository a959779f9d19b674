namespace EdgeGateway.Visitors.Profiles;

/// <summary>The stable words of <see cref="ProfileDamage"/> in logs and metrics.</summary>
public static class ProfileDamageText
{
    private static readonly string[] Words = ["none", "length", "version", "checksum", "structure"];

    /// <summary>The word of a damage.</summary>
    public static string ToText(this ProfileDamage value) => Words[(int)value];
}
