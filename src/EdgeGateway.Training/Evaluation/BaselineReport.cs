namespace EdgeGateway.Training.Evaluation;

/// <summary>What a simple method reaches on the same questions.</summary>
/// <param name="Name"><c>popularity</c> or <c>markov</c>.</param>
/// <param name="Hr">Share of targets within the cut-off.</param>
/// <param name="Mrr">Mean reciprocal rank.</param>
/// <param name="Ndcg">Mean of 1 / log2(rank + 1).</param>
public sealed record BaselineReport(string Name, double Hr, double Mrr, double Ndcg);
