using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.ItemToItem;

/// <summary>
/// Builds item-to-item tables from a part of the sessions. For every ordered pair of events at most
/// <see cref="TableSettings.Reach"/> steps apart, gap g, age weight a: M[i,j] += a / g and M[j,i] += reverse * a / g. Then
/// M'[i,j] = M[i,j] / (rowsum_i + 5)^p / (popularity_j + 5)^q, and the best neighbours of each row are kept.
/// Rows are independent: each gathers its own pairs from the places where its item occurs, so the result does not depend on the
/// number of threads.
/// </summary>
internal sealed class TableBuilder
{
    private const double Smoothing = 5;
    private const double SecondsPerDay = 86400;

    private readonly SessionSet _sessions;
    private readonly int[] _sessionOf;
    private readonly int[] _firstPlace;
    private readonly int[] _places;
    private readonly double _now;

    public TableBuilder(SessionSet sessions, ReadOnlySpan<int> part)
    {
        _sessions = sessions;
        _sessionOf = new int[sessions.Items.Length];
        _firstPlace = new int[sessions.ItemCount + 1];
        Array.Fill(_sessionOf, -1);
        foreach (var session in part)
        {
            _sessionOf.AsSpan(sessions.Starts[session], sessions.Starts[session + 1] - sessions.Starts[session]).Fill(session);
            _now = Math.Max(_now, sessions.LastTimeOf(session));
            foreach (var item in sessions.ItemsOf(session))
            {
                _firstPlace[item + 1]++;
            }
        }

        for (var item = 0; item < sessions.ItemCount; item++)
        {
            _firstPlace[item + 1] += _firstPlace[item];
        }

        _places = new int[_firstPlace[^1]];
        FillPlaces();
    }

    /// <summary>Events of an item.</summary>
    public int PopularityOf(int item) => _firstPlace[item + 1] - _firstPlace[item];

    /// <summary>Popularity rank of every item within the part, 1 = most frequent.</summary>
    public int[] PopularityRanks()
    {
        var ranks = new int[_sessions.ItemCount];
        var rank = 0;
        foreach (var item in Enumerable.Range(0, ranks.Length).OrderByDescending(PopularityOf))
        {
            ranks[item] = ++rank;
        }

        return ranks;
    }

    /// <summary>Share of events that come back to an item of their session.</summary>
    public double RepeatShare()
    {
        var repeats = 0;
        for (var item = 0; item < _sessions.ItemCount; item++)
        {
            for (var i = _firstPlace[item] + 1; i < _firstPlace[item + 1]; i++)
            {
                repeats += _sessionOf[_places[i]] == _sessionOf[_places[i - 1]] ? 1 : 0;
            }
        }

        return (double)repeats / Math.Max(1, _places.Length);
    }

    public ItemToItemTable Build(TableSettings settings, CancellationToken cancellation)
    {
        var age = AgeWeights(settings.HalfLifeDays);
        var discount = new double[_sessions.ItemCount];
        for (var item = 0; item < discount.Length; item++)
        {
            discount[item] = Math.Pow(PopularityOf(item) + Smoothing, -settings.PopularityPower);
        }

        var rows = new TableRow[_sessions.ItemCount];
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, rows.Length, options, () => new RowGatherer(_sessions, settings, age, discount), (item, _, gatherer) =>
        {
            foreach (var place in _places.AsSpan(_firstPlace[item], PopularityOf(item)))
            {
                gatherer.Gather(item, place, _sessionOf[place]);
            }

            rows[item] = gatherer.TakeRow();
            return gatherer;
        }, static _ => { });
        return Pack(rows);
    }

    private ItemToItemTable Pack(TableRow[] rows)
    {
        var width = Math.Max(1, rows.Max(static row => row.Items.Length));
        var neighbours = new int[(rows.Length + 1) * width];
        var weights = new float[neighbours.Length];
        var popularity = new float[rows.Length + 1];
        var most = Math.Max(1, Enumerable.Range(0, rows.Length).Max(PopularityOf));
        popularity[0] = ItemToItemTable.Never;
        for (var item = 0; item < rows.Length; item++)
        {
            var start = (item + 1) * width;
            for (var i = 0; i < rows[item].Items.Length; i++)
            {
                neighbours[start + i] = rows[item].Items[i] + 1;
                weights[start + i] = rows[item].Weights[i];
            }

            popularity[item + 1] = ItemToItemTable.PopularityTrace * PopularityOf(item) / most;
        }

        return new ItemToItemTable(rows.Length, width, neighbours, weights, popularity);
    }

    private double[] AgeWeights(double halfLifeDays)
    {
        var weights = new double[_sessions.Items.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = halfLifeDays <= 0 ? 1 : Math.Pow(0.5, (_now - _sessions.Times[i]) / (halfLifeDays * SecondsPerDay));
        }

        return weights;
    }

    private void FillPlaces()
    {
        var next = _firstPlace.AsSpan(0, _sessions.ItemCount).ToArray();
        for (var place = 0; place < _sessionOf.Length; place++)
        {
            if (_sessionOf[place] >= 0)
            {
                _places[next[_sessions.Items[place]]++] = place;
            }
        }
    }
}
