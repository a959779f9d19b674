using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Training.Events;

/// <summary>Collects rows as numbers, then sorts them into sessions.</summary>
internal sealed class EventRows
{
    private readonly Dictionary<string, int> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly List<int> _sessionOf = [];
    private readonly List<int> _itemOf = [];
    private readonly List<double> _timeOf = [];
    private readonly List<EventType> _typeOf = [];
    private readonly bool _closed;

    /// <summary>With a catalogue, its items are known from the start, in its order, and no others are taken.</summary>
    public EventRows(IReadOnlyList<string>? catalogue)
    {
        foreach (var item in catalogue ?? [])
        {
            _items.TryAdd(item, _items.Count);
        }

        _closed = catalogue is not null;
    }

    public int Count => _itemOf.Count;

    /// <summary>False when the catalogue lacks the item.</summary>
    public bool TryAdd(EventRow row)
    {
        if (_closed && !_items.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(row.Item))
        {
            return false;
        }

        _sessionOf.Add(NumberOf(_sessions, row.Session));
        _itemOf.Add(NumberOf(_items, row.Item));
        _timeOf.Add(row.Time);
        _typeOf.Add(row.Type);
        return true;
    }

    /// <summary>
    /// Orders by session and time, rows of one second as in the file. A step onto the same item with another type (view, then
    /// cart) is the same interest: it is merged into the step before, as the scorer does with a live history.
    /// </summary>
    public SessionSet ToSessions()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, Compare);
        var items = new List<int>(Count);
        var times = new List<double>(Count);
        var starts = new List<int>(_sessions.Count + 1);
        for (var i = 0; i < order.Length; i++)
        {
            var (row, before) = (order[i], i == 0 ? -1 : order[i - 1]);
            var opens = before < 0 || _sessionOf[row] != _sessionOf[before];
            if (opens)
            {
                starts.Add(items.Count);
            }
            else if (_itemOf[row] == _itemOf[before] && _typeOf[row] != _typeOf[before])
            {
                continue;
            }

            items.Add(_itemOf[row]);
            times.Add(_timeOf[row]);
        }

        starts.Add(items.Count);
        var names = new string[_items.Count];
        foreach (var (name, number) in _items)
        {
            names[number] = name;
        }

        return SessionSet.Create(names, [.. starts], [.. items], [.. times]);
    }

    private int Compare(int a, int b)
    {
        var order = _sessionOf[a].CompareTo(_sessionOf[b]);
        order = order != 0 ? order : _timeOf[a].CompareTo(_timeOf[b]);
        return order != 0 ? order : a.CompareTo(b);
    }

    private static int NumberOf(Dictionary<string, int> numbers, ReadOnlySpan<char> name)
    {
        var lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out var number))
        {
            number = numbers.Count;
            lookup[name] = number;
        }

        return number;
    }
}
