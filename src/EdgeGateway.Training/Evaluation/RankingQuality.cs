namespace EdgeGateway.Training.Evaluation;

/// <summary>
/// Quality of next-item predictions at a cut-off: one relevant item each. Hit rate; mean reciprocal rank; nDCG with gain
/// 1 / log2(rank + 1), whose ideal is 1.
/// </summary>
internal struct RankingQuality(int cutOff)
{
    private double _hits;
    private double _reciprocal;
    private double _gain;

    public readonly int CutOff => cutOff;

    public int Predictions { get; private set; }

    public readonly double HitRate => _hits / Math.Max(1, Predictions);

    public readonly double MeanReciprocalRank => _reciprocal / Math.Max(1, Predictions);

    public readonly double Ndcg => _gain / Math.Max(1, Predictions);

    /// <summary>Counts a prediction; rank 0 means that the target was not given.</summary>
    public void Add(int rank)
    {
        Predictions++;
        if (rank > 0 && rank <= cutOff)
        {
            _hits++;
            _reciprocal += 1.0 / rank;
            _gain += 1 / Math.Log2(rank + 1);
        }
    }
}
