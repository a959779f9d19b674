using System.Buffers;

namespace EdgeGateway.Caching.Encodings;

/// <summary>Decoded bytes while they grow, never beyond a limit. The creator disposes it, which returns its pooled block.</summary>
internal ref struct DecodedBytes(int limit) : IDisposable
{
    private const int FirstBytes = 16_384;

    private byte[] _block = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBytes, limit + 1));
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _block.AsSpan(0, _length);

    /// <summary>More arrived than the limit allows.</summary>
    public readonly bool IsOver => _length > limit;

    /// <summary>Room for at least one byte; at most one byte passes the limit, which proves that there was more.</summary>
    public Span<byte> Room()
    {
        if (_length == _block.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(_length * 2, limit + 1));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_block);
            _block = larger;
        }

        var end = Math.Min(_block.Length, limit + 1);
        return _block.AsSpan(_length, end - _length);
    }

    public void Advance(int count) => _length += count;

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_block);
}
