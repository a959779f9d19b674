using System.Numerics;
using FASTER.core;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// Idle sessions in slots, searched from the slot of the current processor. Renting and returning allocate nothing while
/// there is an idle one; returns beyond the slots are disposed. Thread-safe.
/// </summary>
internal sealed class SessionPool(FasterKV<SpanByte, SpanByte> store, int maxValueBytes) : IDisposable
{
    private readonly StoreSession?[] _slots =
        new StoreSession?[(int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 4)];

    /// <summary>Takes a session; give it back.</summary>
    public StoreSession Rent()
    {
        var start = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _slots.Length; i++)
        {
            ref var slot = ref _slots[(start + i) & (_slots.Length - 1)];
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } session)
            {
                return session;
            }
        }

        return new StoreSession(store, maxValueBytes);
    }

    /// <summary>Gives a session back.</summary>
    public void Return(StoreSession session)
    {
        var start = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _slots.Length; i++)
        {
            ref var slot = ref _slots[(start + i) & (_slots.Length - 1)];
            if (slot is null && Interlocked.CompareExchange(ref slot, session, null) is null)
            {
                return;
            }
        }

        session.Dispose();
    }

    public void Dispose()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            Interlocked.Exchange(ref _slots[i], null)?.Dispose();
        }
    }
}
