namespace EdgeGateway.Decisions.Recommendations;

/// <summary>The words for refusals in explanations.</summary>
internal static class ItemRefusalText
{
    private static readonly string[] Words =
    [
        "shown", "row-full", "not-in-catalogue", "unavailable", "page-item", "shown-elsewhere", "already-in-row",
        "bought-or-seen",
    ];

    public static string ToText(this ItemRefusal refusal) => Words[(int)refusal];
}
