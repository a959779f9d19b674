namespace EdgeGateway.Decisions.Recommendations;

/// <summary>A row of recommended items as the operator wrote it.</summary>
/// <param name="Model">Name of a model; with <paramref name="List"/> <c>similar</c>, the model that knows similarity.</param>
/// <param name="List">One of <see cref="RecommendationListText.Accepted"/>; null for the model's own recommendation.</param>
/// <param name="Count">Items wanted: 1 to 50.</param>
/// <param name="Cache">
/// How long scored items may be reused for the same visitor history and page; zero scores on each view.
/// </param>
/// <param name="ExcludeBought">Leaves out items the visitor has bought.</param>
/// <param name="ExcludeSeen">Leaves out items the visitor has viewed.</param>
/// <param name="Minimum">Fewer items than this are not worth a row: 1 to <paramref name="Count"/>.</param>
public sealed record RecommendDefinition(
    string? Model,
    string? List,
    int Count,
    TimeSpan Cache,
    bool ExcludeBought = true,
    bool ExcludeSeen = false,
    int Minimum = 1)
{
    /// <summary>The most items one row may show.</summary>
    public const int MaxCount = 50;

    /// <summary>The cache time of a row that states none: five minutes.</summary>
    public static TimeSpan DefaultCache { get; } = TimeSpan.FromMinutes(5);
}
