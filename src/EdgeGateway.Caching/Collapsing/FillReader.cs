using System.IO.Pipelines;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// One visitor's view of a response that still arrives: status and headers are known. Dispose it in any case: a response that is
/// not kept waits for its readers. For one thread at a time.
/// </summary>
public sealed class FillReader : IDisposable
{
    private readonly Fill _fill;
    private readonly BodyCursor _cursor;
    private bool _disposed;

    internal FillReader(Fill fill, BodyCursor cursor)
    {
        _fill = fill;
        _cursor = cursor;
    }

    /// <summary>The origin's status.</summary>
    public int StatusCode { get; private set; }

    /// <summary>The fields this visitor may see, without Content-Length.</summary>
    public StoredHeaders Headers { get; private set; }

    /// <summary>The announced length in bytes, or null.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Its age, where it was not fetched for this visitor.</summary>
    public TimeSpan? Age { get; internal set; }

    /// <summary>
    /// The next bytes, or none at the end; valid until the fill's memory is collected, so for as long as they are held.
    /// </summary>
    /// <exception cref="FillAbortedException">The origin's response broke off: abort the visitor's connection.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) =>
        _fill.Body.ReadAsync(_cursor, cancellationToken);

    /// <summary>Copies all bytes, flushing after each piece.</summary>
    /// <exception cref="FillAbortedException">The origin's response broke off: abort the visitor's connection.</exception>
    public async Task CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { Length: > 0 } bytes)
        {
            var flushed = await destination.WriteAsync(bytes, cancellationToken);
            if (flushed.IsCompleted || flushed.IsCanceled)
            {
                return;
            }
        }
    }

    /// <summary>Copies all bytes to a stream.</summary>
    /// <exception cref="FillAbortedException">The origin's response broke off: abort the visitor's connection.</exception>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { Length: > 0 } bytes)
        {
            await destination.WriteAsync(bytes, cancellationToken);
        }
    }

    /// <summary>
    /// The stored response with its derived content once it is complete; null as soon as it is clear that it will not be
    /// stored (not allowed, too large, broken off). After null the body can still be read from its beginning.
    /// </summary>
    public Task<StoredResponse?> WaitCompleteAsync(CancellationToken cancellationToken) =>
        _fill.Stored.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _fill.Body.Detach(_cursor);
        }
    }

    internal void Begin(FillStart start, bool own)
    {
        StatusCode = start.StatusCode;
        Headers = own ? start.OwnHeaders : start.SharedHeaders;
        ContentLength = start.ContentLength;
    }
}
