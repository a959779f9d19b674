namespace EdgeGateway.Caching.Collapsing;

/// <summary>A request that can be given interim responses (1xx) while it waits for the fetch it has caused.</summary>
public interface IInterimSource
{
    /// <summary>
    /// What takes the heads as they arrived, from any thread and also after the request has ended; null when the client can
    /// take none. Called while the request waits, at most once for each fetch it causes.
    /// </summary>
    Action<ReadOnlyMemory<byte>>? OpenInterim();
}
