using EdgeGateway.Inference.Models;
using EdgeGateway.Training.Evaluation;
using EdgeGateway.Training.ItemToItem;

namespace EdgeGateway.Training.Export;

/// <summary>Everything that goes into a model folder.</summary>
internal sealed record TrainedModel(
    ItemToItemTable Table,
    TableSettings Settings,
    IReadOnlyList<string> Items,
    GoldenFile Golden,
    MarkovBaseline Baseline,
    TrainingSummary Summary,
    IReadOnlyDictionary<string, double> Metrics);
