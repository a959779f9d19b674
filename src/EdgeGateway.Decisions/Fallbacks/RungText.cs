namespace EdgeGateway.Decisions.Fallbacks;

/// <summary>The words for rungs in metrics and explanations.</summary>
public static class RungText
{
    private static readonly string[] Words =
        ["cached", "model", "cached-before", "category", "recently-viewed", "trending", "popular", "origin"];

    /// <summary>The word of a rung.</summary>
    public static string ToText(this Rung rung) => Words[(int)rung];
}
