using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeGateway.Training.ItemToItem;

/// <summary>
/// The reference of the exported graph in plain C#: same table, same order of additions, same ties (the lower row first).
/// Not thread-safe.
/// </summary>
internal sealed class TableScorer(ItemToItemTable table)
{
    private readonly float[] _scores = new float[table.ItemCount + 1];

    /// <summary>Scores of all rows after the last call.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>Scores every row from history rows (newest first, 0 = padding) with their weights.</summary>
    public void Score(ReadOnlySpan<long> rows, ReadOnlySpan<float> weights, ReadOnlySpan<long> exclude)
    {
        table.Base.CopyTo(_scores, 0);
        for (var step = 0; step < rows.Length; step++)
        {
            var start = (int)rows[step] * table.Width;
            for (var i = start; i < start + table.Width; i++)
            {
                _scores[table.Neighbours[i]] += table.Weights[i] * weights[step];
            }
        }

        foreach (var row in exclude)
        {
            _scores[row] += ItemToItemTable.Never;
        }
    }

    /// <summary>Rank of a row among all, 1 = best, equals in row order.</summary>
    public int RankOf(int row)
    {
        var score = _scores[row];
        var better = CountAbove(score);
        for (var i = 0; i < row; i++)
        {
            better += _scores[i] == score ? 1 : 0;
        }

        return better + 1;
    }

    /// <summary>The best rows, best first.</summary>
    public int[] Best(int count)
    {
        var rows = Enumerable.Range(0, _scores.Length).ToArray();
        Array.Sort(rows, (a, b) => _scores[a] != _scores[b] ? _scores[b].CompareTo(_scores[a]) : a.CompareTo(b));
        return rows[..Math.Min(count, rows.Length)];
    }

    private int CountAbove(float score)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(_scores);
        var counts = Vector<int>.Zero;
        foreach (ref readonly var vector in vectors)
        {
            counts -= Vector.GreaterThan(vector, new Vector<float>(score));
        }

        var count = Vector.Sum(counts);
        for (var i = vectors.Length * Vector<float>.Count; i < _scores.Length; i++)
        {
            count += _scores[i] > score ? 1 : 0;
        }

        return count;
    }
}
