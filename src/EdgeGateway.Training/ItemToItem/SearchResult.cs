using EdgeGateway.Training.Evaluation;

namespace EdgeGateway.Training.ItemToItem;

/// <summary>The chosen settings with what they reach on the sessions held out.</summary>
internal sealed record SearchResult(TableSettings Settings, RankingQuality Quality);
