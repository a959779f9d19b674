using System.Buffers.Binary;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Events.Applying;

/// <summary>
/// Reads one journal entry from front to back without allocating. Every method answers false for bytes that are no entry
/// of a known version; the entry is then skipped as a whole. The entry must outlive the reader.
/// </summary>
internal ref struct EntryReader(ReadOnlySpan<byte> entry)
{
    private const int MaxEventMembers = 10;

    private readonly ReadOnlySpan<byte> _entry = entry;
    private MessagePackReader _reader = new(entry);
    private long _arrival;

    public bool TryReadHeader(out EntryHeader header)
    {
        header = default;
        if (!_reader.TryReadArrayHeader(out var parts) || parts < 4
            || !_reader.TryReadInt64(out var version) || version is < 1 or > EntryWriter.Version
            || !_reader.TryReadInt64(out var kind) || kind is < (long)EntryKind.Events or > (long)EntryKind.Erasure
            || !_reader.TryReadInt64(out _arrival)
            || !_reader.TryReadBinary(out var visitor) || visitor.Length != VisitorId.Size)
        {
            return false;
        }

        header = new EntryHeader((EntryKind)kind, _arrival, VisitorId.Read(visitor));
        return true;
    }

    /// <summary>Reads how many events follow.</summary>
    public bool TryReadCount(out int count) => _reader.TryReadArrayHeader(out count);

    /// <summary>Reads a text; empty for nil.</summary>
    public bool TryReadText(scoped ref ReadOnlySpan<byte> text)
    {
        if (_reader.TryReadNil())
        {
            text = default;
            return true;
        }

        var isText = _reader.TryReadString(out var read);
        text = read;
        return isText;
    }

    public bool TryReadEvent(ref EventRecord record)
    {
        record = new EventRecord();
        if (!_reader.TryReadArrayHeader(out var members) || members is < 2 or > MaxEventMembers
            || !_reader.TryReadInt32(out var type) || type is < (int)EventType.View or > (int)EventType.Exposure
            || !_reader.TryReadInt64(out var ago))
        {
            return false;
        }

        record.Type = (EventType)type;
        record.Time = _arrival - ago;
        return (members <= 2 || TryReadText(ref record.Item))
            && (members <= 3 || TryReadId(ref record.Id))
            && (members <= 4 || TryReadValue(ref record.Value))
            && (members <= 5 || _reader.TryReadInt32(out record.Quantity))
            && (members <= 6 || TryReadText(ref record.Slot))
            && (members <= 7 || TryReadText(ref record.Currency))
            && (members <= 8 || TryReadText(ref record.Query))
            && (members <= 9 || TryReadProperties(ref record.Properties));
    }

    private bool TryReadId(ref UInt128 id)
    {
        if (_reader.TryReadNil())
        {
            return true;
        }

        if (!_reader.TryReadBinary(out var bytes) || bytes.Length != 16)
        {
            return false;
        }

        id = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    private bool TryReadValue(ref double value) => _reader.TryReadNil() || _reader.TryReadNumber(out value);

    private bool TryReadProperties(ref ReadOnlySpan<byte> properties)
    {
        var start = _reader.Position;
        if (!_reader.TrySkip())
        {
            return false;
        }

        properties = _entry[start.._reader.Position];
        return true;
    }
}
