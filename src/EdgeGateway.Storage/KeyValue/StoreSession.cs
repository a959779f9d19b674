using FASTER.core;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// One FASTER session with its write buffer. Used by one thread at a time; rented from <see cref="SessionPool"/>.
/// </summary>
internal sealed unsafe class StoreSession(FasterKV<SpanByte, SpanByte> store, int maxValueBytes) : IDisposable
{
    private readonly byte[] _frame = GC.AllocateUninitializedArray<byte>(RecordFrame.StoredBytes(maxValueBytes), pinned: true);

    private readonly ClientSession<SpanByte, SpanByte, SpanByte, RecordOutput, Empty, RecordFunctions> _session =
        store.For(RecordFunctions.Instance).NewSession<RecordFunctions>();

    /// <summary>Reads one record; goes to disk on this thread when it must.</summary>
    public RecordOutput Read(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        fixed (byte* keyStart = key)
        fixed (byte* destinationStart = destination)
        {
            var fasterKey = SpanByte.FromPointer(keyStart, key.Length);
            var output = RecordOutput.Into(destinationStart, destination.Length);
            var status = _session.Read(ref fasterKey, ref output);
            if (status.IsPending)
            {
                output = CompleteRead();
            }

            return output;
        }
    }

    /// <summary>Writes one record; the empty key writes a filling record.</summary>
    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool removed)
    {
        var stored = _frame.AsSpan(0, RecordFrame.StoredBytes(value.Length));
        RecordFrame.Write(stored, key, value, removed);
        WriteStored(key, stored);
    }

    /// <summary>Writes a filling record that takes a number of bytes in the log, at least 24 and a multiple of 8.</summary>
    public void WriteFilling(int logBytes)
    {
        var filling = new byte[logBytes - RecordScanner.FillingOverhead];
        RecordFrame.Write(filling, [], [], removed: true);
        WriteStored([], filling);
    }

    public void Dispose() => _session.Dispose();

    private void WriteStored(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored)
    {
        fixed (byte* keyStart = key)
        fixed (byte* storedStart = stored)
        {
            var fasterKey = SpanByte.FromPointer(keyStart, key.Length);
            var fasterValue = SpanByte.FromPointer(storedStart, stored.Length);
            if (_session.Upsert(ref fasterKey, ref fasterValue).IsPending)
            {
                _session.CompletePending(wait: true);
            }
        }
    }

    private RecordOutput CompleteRead()
    {
        _session.CompletePendingWithOutputs(out var outputs, wait: true);
        var output = default(RecordOutput);
        while (outputs.Next())
        {
            output = outputs.Current.Output;
        }

        outputs.Dispose();
        return output;
    }
}
