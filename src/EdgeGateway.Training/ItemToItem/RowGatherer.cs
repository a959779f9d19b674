using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.ItemToItem;

/// <summary>Gathers the pairs of one item at a time in a dense vector; one per thread.</summary>
internal sealed class RowGatherer(SessionSet sessions, TableSettings settings, double[] age, double[] discount)
{
    private const double Smoothing = 5;

    private readonly double[] _sums = new double[sessions.ItemCount];
    private readonly List<int> _touched = [];

    /// <summary>Adds the pairs of the event at a place: what came after it, and backwards what came before it.</summary>
    public void Gather(int item, int place, int session)
    {
        var end = Math.Min(sessions.Starts[session + 1], place + TableSettings.Reach + 1);
        for (var other = place + 1; other < end; other++)
        {
            Add(item, sessions.Items[other], age[other] / (other - place));
        }

        var start = Math.Max(sessions.Starts[session], place - TableSettings.Reach);
        for (var other = place - 1; other >= start && settings.Reverse > 0; other--)
        {
            Add(item, sessions.Items[other], settings.Reverse * age[place] / (place - other));
        }
    }

    /// <summary>Normalises, prunes and forgets the row.</summary>
    public TableRow TakeRow()
    {
        _touched.Sort();
        var sum = 0.0;
        foreach (var item in _touched)
        {
            sum += _sums[item];
        }

        var scale = Math.Pow(sum + Smoothing, -settings.RowPower);
        var row = new (float Weight, int Item)[_touched.Count];
        for (var i = 0; i < row.Length; i++)
        {
            var item = _touched[i];
            row[i] = ((float)(_sums[item] * scale * discount[item]), item);
            _sums[item] = 0;
        }

        _touched.Clear();
        return Prune(row);
    }

    /// <summary>Ties are settled by item, so that every run gives the same table.</summary>
    private TableRow Prune((float Weight, int Item)[] row)
    {
        Array.Sort(row, static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Item.CompareTo(b.Item));
        var kept = row.AsSpan(0, Math.Min(row.Length, settings.Neighbours)).ToArray();
        return new TableRow(Array.ConvertAll(kept, static pair => pair.Item), Array.ConvertAll(kept, static pair => pair.Weight));
    }

    private void Add(int item, int other, double weight)
    {
        if (weight <= 0 || (other == item && !settings.Repeats))
        {
            return;
        }

        if (_sums[other] == 0)
        {
            _touched.Add(other);
        }

        _sums[other] += weight;
    }
}
