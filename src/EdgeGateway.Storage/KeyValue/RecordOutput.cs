namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// Where FASTER puts what it read. The destination is fixed by the caller until the read has completed, also when it goes to
/// disk, so the value is checked and copied once.
/// </summary>
internal unsafe struct RecordOutput
{
    private byte* _destination;
    private int _capacity;

    /// <summary>Bytes copied.</summary>
    public int Length { get; private set; }

    /// <summary>The record's address in the log; 0 when there is none.</summary>
    public long Address { get; private set; }

    /// <summary>True when the record is whole and not a removal.</summary>
    public bool Found { get; private set; }

    /// <summary>True when the record is not what was written.</summary>
    public bool Damaged { get; private set; }

    /// <summary>An output into fixed memory.</summary>
    public static RecordOutput Into(byte* destination, int capacity) =>
        new() { _destination = destination, _capacity = capacity };

    /// <summary>Checks and copies; called by FASTER while it keeps writers away.</summary>
    public void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored, long address)
    {
        Address = address;
        Damaged = !RecordFrame.TryRead(stored, key, out var value, out var removed) || value.Length > _capacity;
        Found = !Damaged && !removed;
        if (Found)
        {
            value.CopyTo(new Span<byte>(_destination, _capacity));
            Length = value.Length;
        }
    }
}
