namespace EdgeGateway.Training.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Events">File name of the events.</param>
/// <param name="Protocol">How it was asked.</param>
/// <param name="At">Cut-off.</param>
/// <param name="Predictions">Questions asked.</param>
/// <param name="Hr">Share of targets within the cut-off.</param>
/// <param name="Mrr">Mean reciprocal rank, 0 beyond the cut-off.</param>
/// <param name="Ndcg">Mean of 1 / log2(rank + 1), 0 beyond the cut-off; one relevant item.</param>
/// <param name="Coverage">Share of the vocabulary that was given at least once.</param>
/// <param name="P50Microseconds">Median time of one prediction through ONNX Runtime.</param>
/// <param name="P90Microseconds">90th percentile of it.</param>
/// <param name="Baselines">The same measures of simpler methods.</param>
public sealed record EvaluationReport(
    string Model, string Version, string Events, string Protocol, int At, int Predictions, double Hr, double Mrr, double Ndcg,
    double Coverage, double P50Microseconds, double P90Microseconds, IReadOnlyList<BaselineReport> Baselines);
