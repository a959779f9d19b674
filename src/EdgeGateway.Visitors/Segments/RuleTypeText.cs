namespace EdgeGateway.Visitors.Segments;

/// <summary>The words for types in messages.</summary>
internal static class RuleTypeText
{
    private static readonly string[] Words =
        ["true or false", "a number", "a duration such as 30m, 48h or 7d", "a text in single quotes"];

    public static string ToText(this RuleType value) => Words[(int)value];
}
