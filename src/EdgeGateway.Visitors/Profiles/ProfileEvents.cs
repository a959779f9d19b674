using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>The ring of a profile, newest first, for <c>foreach</c>; allocates nothing.</summary>
public ref struct ProfileEvents
{
    private readonly long _firstSeen;
    private MessagePackReader _reader;
    private int _left;

    internal ProfileEvents(ReadOnlySpan<byte> ring, long firstSeen)
    {
        _firstSeen = firstSeen;
        _reader = new MessagePackReader(ring);
        _left = _reader.TryReadArrayHeader(out var count) ? count : 0;
    }

    /// <summary>The event just read.</summary>
    public ProfileEvent Current { get; private set; }

    /// <summary>Where the next entry starts, for the updater, which copies entries as they are.</summary>
    internal readonly int Position => _reader.Position;

    /// <summary>Itself.</summary>
    public readonly ProfileEvents GetEnumerator() => this;

    /// <summary>Reads the next older event; false at the end or at bytes that are none.</summary>
    public bool MoveNext()
    {
        if (_left == 0 || !TryRead(out var current))
        {
            _left = 0;
            return false;
        }

        _left--;
        Current = current;
        return true;
    }

    /// <summary>An entry: [type, time since first seen, item] and, unless they are NaN and 1, value and quantity.</summary>
    internal static void Write(ref MessagePackWriter writer, in ProfileChange change, long firstSeen)
    {
        var hasNumbers = !double.IsNaN(change.Value) || change.Quantity != 1;
        writer.WriteArrayHeader(hasNumbers ? 5 : 3);
        writer.WriteInt64((long)change.Type);
        writer.WriteInt64(change.Time - firstSeen);
        writer.WriteString(change.Item.Length <= ProfileLayout.MaxItemBytes ? change.Item : []);
        if (!hasNumbers)
        {
            return;
        }

        if (double.IsNaN(change.Value))
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteNumber(change.Value);
        }

        writer.WriteInt64(change.Quantity);
    }

    private bool TryRead(out ProfileEvent read)
    {
        var value = double.NaN;
        var quantity = 1;
        read = default;
        if (!_reader.TryReadArrayHeader(out var fields) || fields is not (3 or 5)
            || !_reader.TryReadInt64(out var type) || type is < (long)EventType.View or > (long)EventType.Exposure
            || !_reader.TryReadInt64(out var offset) || !_reader.TryReadString(out var item)
            || (fields == 5 && ((!_reader.TryReadNil() && !_reader.TryReadNumber(out value)) || !_reader.TryReadInt32(out quantity))))
        {
            return false;
        }

        read = new ProfileEvent
        {
            Type = (EventType)type,
            Time = _firstSeen + offset,
            Item = item,
            Value = value,
            Quantity = quantity
        };
        return true;
    }
}
