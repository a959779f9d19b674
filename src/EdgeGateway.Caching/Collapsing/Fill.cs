using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// One running fetch of one variant. It belongs to no visitor: whoever asked first and whoever joined only read from it. The
/// owning <see cref="PageCache"/> runs it on a task of its own.
/// </summary>
internal sealed class Fill
{
    private long _reserved;

    public Fill(CacheRecord record, CacheRequest request, Variance variance, byte[] secondaryKey, MemoryStore store)
    {
        Record = record;
        Policy = request.Policy;
        Origin = request.Origin;
        Variance = variance;
        SecondaryKey = secondaryKey;
        Body = new FillBody(Reserve, Abandon);
        Store = store;
    }

    public CacheRecord Record { get; }

    public CachePolicy Policy { get; }

    public object? Origin { get; }

    /// <summary>The variance known when the fetch was sent, and the key under it: who matches may join.</summary>
    public Variance Variance { get; }

    public byte[] SecondaryKey { get; }

    public MemoryStore Store { get; }

    public required OriginRequest Request { get; set; }

    /// <summary>A snapshot of the causing request for keys that only the response's Vary will name.</summary>
    public required CacheRequest Cause { get; init; }

    /// <summary>The stale entry that this fill replaces or validates.</summary>
    public StoredVariant? Stale { get; init; }

    /// <summary>The origin confirmed <see cref="Stale"/>: its body lives on.</summary>
    public bool Confirms { get; set; }

    /// <summary>Sent with the Authorization of the request that caused it, which others do not join.</summary>
    public bool WithAuthorization { get; init; }

    /// <summary>Asks for fields alone, to freshen <see cref="Stale"/>.</summary>
    public bool IsHead { get; init; }

    /// <summary>Nobody waits for it.</summary>
    public bool IsBackground { get; init; }

    /// <summary>The record's generation when it began.</summary>
    public int Generation { get; init; }

    /// <summary>The purge counter when it began.</summary>
    public long PurgeSequence { get; init; }

    public FillBody Body { get; }

    /// <summary>Ends the attempt that runs; replaced when the fetch is repeated.</summary>
    public CancellationTokenSource? Attempt { get; set; }

    /// <summary>The attempt under way is to be thrown away and repeated with <see cref="Request"/>.</summary>
    public bool Repeat { get; set; }

    public int Attempts { get; set; }

    /// <summary>What the current attempt sends after its headers is thrown away.</summary>
    public bool Discards { get; set; }

    /// <summary>Timestamp of sending the current attempt.</summary>
    public long Sent { get; set; }

    /// <summary>Timestamp of the headers.</summary>
    public long Received { get; set; }

    public long? ExpectedLength { get; set; }

    /// <summary>What <see cref="Started"/> will say of the response whose headers are here.</summary>
    public FillStart? Held { get; set; }

    public TaskCompletionSource<FillStart> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The stored response, or null as soon as it is clear that nothing will be stored.</summary>
    public TaskCompletionSource<StoredResponse?> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether somebody who comes now may wait for it: not once it failed or answered without a body.</summary>
    public bool IsJoinable => !WithAuthorization && !IsHead && !Body.HasFailed
        && (!Started.Task.IsCompletedSuccessfully || Started.Task.GetAwaiter().GetResult().Kind == FillStartKind.Streaming);

    /// <summary>Room in the store held for the body so far.</summary>
    public long Reserved => Interlocked.Read(ref _reserved);

    /// <summary>Nobody reads and nothing is kept: the fetch ends and that is no failure of the origin.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Ends the attempt that runs, if one does.</summary>
    public void CancelAttempt()
    {
        try
        {
            Attempt?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at this moment.
        }
    }

    /// <summary>Gives back the room that was held and not passed on to an entry.</summary>
    public void ReleaseReserved() => Store.Release(Interlocked.Exchange(ref _reserved, 0));

    /// <summary>Brings the held room to exactly this many bytes; false, holding what it held, when there is no room.</summary>
    public bool ReserveExactly(long bytes)
    {
        var more = bytes - Reserved;
        if (more > 0 && !Store.TryReserve(more))
        {
            return false;
        }

        if (more < 0)
        {
            Store.Release(-more);
        }

        Interlocked.Add(ref _reserved, more);
        return true;
    }

    /// <summary>The held room now belongs to an entry.</summary>
    public void PassReserved() => Interlocked.Exchange(ref _reserved, 0);

    private void Abandon()
    {
        IsAbandoned = true;
        CancelAttempt();
    }

    private bool Reserve(long bytes) => Body.Length + bytes <= RoundedLimit() && ReserveExactly(Reserved + bytes);

    /// <summary>
    /// Blocks are rounded up, so the last one may pass the policy's limit; the length itself is checked with each write.
    /// </summary>
    private long RoundedLimit() => Policy.MaxObjectBytes + 65_536;
}
