namespace EdgeGateway.Caching.Encodings;

/// <summary>
/// Gives encoded bytes to an inflater, the last one by itself. An inflater reads only while it needs more, so one that took the
/// last byte and asked for nothing after it ended exactly there; the framework's own streams do not tell.
/// </summary>
internal sealed class EncodedStream(ReadOnlyMemory<byte> encoded) : Stream
{
    private ReadOnlyMemory<byte> _rest = encoded;
    private bool _askedBeyond;

    /// <summary>The reader needed all bytes and no more.</summary>
    public bool EndedExactly => _rest.Length == 0 && !_askedBeyond;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        _askedBeyond |= _rest.Length == 0;
        var count = Math.Min(buffer.Length, _rest.Length > 1 ? _rest.Length - 1 : _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
