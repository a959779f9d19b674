namespace EdgeGateway.Caching.Collapsing;

/// <summary>The write-only body of an <see cref="OriginResponse"/>.</summary>
internal sealed class OriginBodyStream(OriginResponse response, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write)
    : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        response.Start();
        return buffer.Length == 0 ? ValueTask.CompletedTask : write(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        response.Start();
        return Task.CompletedTask;
    }

    public override void Flush() => response.Start();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Write the body of an origin response asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
