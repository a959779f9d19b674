namespace EdgeGateway.Events.Applying;

/// <summary>Journal entries waiting to be applied, one after the other in one array. Reused; not thread-safe.</summary>
internal sealed class QueuePage(int maxEntries, int maxBytes)
{
    private Slot[] _slots = new Slot[64];
    private byte[] _bytes = new byte[16 * 1024];
    private int _used;

    public int Count { get; private set; }

    public bool HasRoom(int bytes) => Count < maxEntries && bytes <= maxBytes - _used;

    public void Add(ReadOnlySpan<byte> entry, long address, TaskCompletionSource<EventReceipt>? waiter)
    {
        if (_bytes.Length - _used < entry.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + entry.Length, 2 * _bytes.Length));
        }

        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, 2 * Count);
        }

        entry.CopyTo(_bytes.AsSpan(_used));
        _slots[Count++] = new Slot(_used, entry.Length, address, waiter);
        _used += entry.Length;
    }

    public ReadOnlySpan<byte> EntryAt(int index) => _bytes.AsSpan(_slots[index].Offset, _slots[index].Length);

    public long AddressAt(int index) => _slots[index].Address;

    public TaskCompletionSource<EventReceipt>? WaiterAt(int index) => _slots[index].Waiter;

    public void Clear()
    {
        Array.Clear(_slots, 0, Count);
        Count = 0;
        _used = 0;
    }

    private readonly record struct Slot(int Offset, int Length, long Address, TaskCompletionSource<EventReceipt>? Waiter);
}
