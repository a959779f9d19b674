namespace EdgeGateway.Training.ItemToItem;

/// <summary>The history inputs of one prediction: the last steps of a session, newest first, padded with row 0.</summary>
internal sealed class HistoryWindow
{
    private readonly float[] _byStep;

    public HistoryWindow(double decay) =>
        _byStep = [.. Enumerable.Range(0, TableSettings.HistorySteps).Select(step => (float)Math.Pow(decay, step))];

    public long[] Rows { get; } = new long[TableSettings.HistorySteps];

    public float[] Weights { get; } = new float[TableSettings.HistorySteps];

    /// <summary>Takes a prefix of a session, oldest first; negative items (unknown) are left out.</summary>
    public void Fill(ReadOnlySpan<int> prefix)
    {
        Rows.AsSpan().Clear();
        Weights.AsSpan().Clear();
        var step = 0;
        for (var i = prefix.Length - 1; i >= 0 && step < Rows.Length; i--)
        {
            if (prefix[i] >= 0)
            {
                Rows[step] = prefix[i] + 1;
                Weights[step] = _byStep[step];
                step++;
            }
        }
    }
}
