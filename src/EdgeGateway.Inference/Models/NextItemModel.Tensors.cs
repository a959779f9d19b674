using System.Runtime.InteropServices;
using EdgeGateway.Inference.Sessions;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Inference.Models;

/// <summary>Between the caller's spans and the tensors: row 0 of the tables is padding, so index i is row i + 1.</summary>
public sealed partial class NextItemModel
{
    private void WriteHistory(IModelBinding binding, ReadOnlySpan<int> history, ReadOnlySpan<EventType> types)
    {
        var items = MemoryMarshal.Cast<byte, long>(binding.Input(0));
        var weights = MemoryMarshal.Cast<byte, float>(binding.Input(1));
        var steps = 0;
        var previous = -1;
        for (var i = 0; i < history.Length; i++)
        {
            var typeWeight = types.IsEmpty ? 1 : _weights.OfType(types[i]);
            if ((uint)history[i] >= (uint)ItemCount || typeWeight <= 0)
            {
                continue;
            }

            if (previous >= 0 && history[previous] == history[i] && !types.IsEmpty && types[previous] != types[i])
            {
                weights[steps - 1] = Math.Max(weights[steps - 1], typeWeight * _weights.OfStep(steps - 1));
                previous = i;
                continue;
            }

            if (steps == items.Length)
            {
                break;
            }

            items[steps] = history[i] + 1;
            weights[steps] = typeWeight * _weights.OfStep(steps);
            steps++;
            previous = i;
        }

        items[steps..].Clear();
        weights[steps..].Clear();
    }

    /// <summary>The graph takes the first ones; any more are left out when the result is read.</summary>
    private void WriteExclusions(IModelBinding binding, ReadOnlySpan<int> exclude)
    {
        var rows = MemoryMarshal.Cast<byte, long>(binding.Input(2));
        var count = 0;
        foreach (var index in exclude)
        {
            if (count < _maxExclude && (uint)index < (uint)ItemCount)
            {
                rows[count++] = index + 1;
            }
        }

        rows[count..].Clear();
    }

    private int ReadBest(IModelBinding binding, ReadOnlySpan<int> exclude, Span<ScoredItem> best)
    {
        var rows = MemoryMarshal.Cast<byte, long>(binding.Output(0));
        var scores = MemoryMarshal.Cast<byte, float>(binding.Output(1));
        var count = 0;
        for (var i = 0; i < rows.Length && count < best.Length; i++)
        {
            if (!float.IsFinite(scores[i]) || (ulong)rows[i] > (ulong)ItemCount)
            {
                ThrowUnusable(rows[i], scores[i]);
            }

            var index = (int)rows[i] - 1;
            if (scores[i] > NextItemContract.NoItem && index >= 0 && (exclude.Length <= _maxExclude || !exclude.Contains(index)))
            {
                best[count++] = new ScoredItem(index, scores[i]);
            }
        }

        return count;
    }

    private void ThrowUnusable(long row, float score) =>
        throw new OnnxRuntimeException($"Model '{Name}' version '{Version}' gave row '{row}' with score '{score}'.");
}
