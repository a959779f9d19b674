namespace EdgeGateway.Visitors.Context;

/// <summary>The stable words of <see cref="DeviceClass"/> in cache keys, rules and metrics.</summary>
public static class DeviceClassText
{
    private static readonly string[] Names = ["desktop", "mobile", "tablet", "other"];

    /// <summary>All words, in the order in which messages list them.</summary>
    public static IReadOnlyList<string> Words => Names;

    /// <summary>The word of a device class.</summary>
    public static string ToText(this DeviceClass value) => Names[(int)value];
}
