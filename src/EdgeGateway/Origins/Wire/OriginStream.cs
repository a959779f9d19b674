using System.Net.Sockets;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Origins.Wire;

/// <summary>
/// An HTTP/1 connection to an origin whose response heads are looked at before the client sees them. 1 a write by a new
/// <see cref="OriginCall"/> means that a head comes next; 2 it is gathered here whole; 3 interim ones are handed on and
/// dropped, a final one in order is given to the client and what follows passes through, untouched and uncopied; 4 for one that is
/// not, the client gets a line that it cannot take for a response, so that it fails without trying again and ends the
/// connection; the same when no head comes, unless it may be that an idle connection had ended before the request. One reader and one writer at a time, as the client has them.
/// </summary>
internal sealed class OriginStream(Stream inner) : Stream
{
    private const int MostInterim = 16;
    private const int FirstBufferBytes = 4096;

    private static readonly byte[] NoResponse = "!\r\n\r\n"u8.ToArray();

    private readonly ResponseHeadScanner _scanner = new();
    private readonly NetworkStream? _network = inner as NetworkStream;
    private byte[] _buffer = [];
    private int _received;
    private int _given;
    private int _interims;
    private bool _headIsReady;
    private volatile bool _ended;
    private volatile OriginCall? _call;
    private volatile bool _expectsHead;
    private bool _wasUsed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_headIsReady)
        {
            if (_ended)
            {
                return 0;
            }

            // Waiting for bytes without taking them tells nothing; neither do bytes of a body.
            if (buffer.Length == 0 || !_expectsHead)
            {
                var call = _call;
                var count = await inner.ReadAsync(buffer, cancellationToken);
                if (_ended)
                {
                    return 0;
                }

                if (buffer.Length == 0 || ReferenceEquals(call, _call))
                {
                    return count;
                }

                // The wait began while the connection was idle, and a request went out meanwhile.
                Take(buffer.Span[..count]);
                if (count > 0)
                {
                    Look();
                    continue;
                }
            }
            else if (await ReceiveAsync(cancellationToken))
            {
                Look();
                continue;
            }

            if (MayTryAgain)
            {
                return 0;
            }

            Refuse(_call!, OriginRefusal.Closed);
        }

        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Without a call it is an upgraded connection's own traffic.
        if (OriginCall.Current is { } call && !ReferenceEquals(call, _call))
        {
            Begin(call);
        }

        return _ended ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Whether the origin may have closed an idle connection while the request was on its way. One that closes a new connection
    /// on a request has got it and would get it four times: the client tries again whenever it has seen no byte.
    /// </summary>
    private bool MayTryAgain => _wasUsed && _received == 0 && _interims == 0 && _call is { IsIdempotent: true };

    private void Begin(OriginCall call)
    {
        _wasUsed = _call is not null;
        // Bytes that are here before the request answer nobody. To the client the origin has closed: it takes another connection.
        _ended |= _network is { DataAvailable: true };
        _interims = 0;
        _call = call;
        _expectsHead = true;
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        MakeRoom(1);
        try
        {
            var count = await inner.ReadAsync(_buffer.AsMemory(_received), cancellationToken);
            _received += count;
            return count > 0;
        }
        catch (IOException) when (!MayTryAgain)
        {
            return false;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_received));
        _received += bytes.Length;
    }

    private void MakeRoom(int bytes)
    {
        if (_buffer.Length - _received < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(Math.Max(FirstBufferBytes, _buffer.Length * 2), _received + bytes));
        }
    }

    /// <summary>Looks at the heads received so far.</summary>
    private void Look()
    {
        var call = _call!;
        while (_scanner.FindEnd(_buffer.AsSpan(0, _received)) is > 0 and var size)
        {
            var head = ResponseHead.Read(_buffer.AsSpan(0, size));
            var refusal = head.IsInterim && ++_interims > MostInterim ? OriginRefusal.TooManyInterim
                : head.Status == StatusCodes.Status101SwitchingProtocols && !call.AsksUpgrade ? OriginRefusal.UnsolicitedUpgrade
                : head.Refusal;
            if (refusal != OriginRefusal.None)
            {
                Refuse(call, refusal);
                return;
            }

            if (!head.IsInterim)
            {
                _headIsReady = true;
                _expectsHead = false;
                _ended = head.EndsConnection;
                return;
            }

            PassOn(call, head.Status, size);
        }

        if (_scanner.Refusal != OriginRefusal.None)
        {
            Refuse(call, _scanner.Refusal);
        }
    }

    /// <summary>100 answers an expectation that was never sent on; the others are for the one who waits.</summary>
    private void PassOn(OriginCall call, int status, int size)
    {
        if (status != StatusCodes.Status100Continue)
        {
            call.Interim?.Invoke(_buffer.AsMemory(0, size));
        }

        _buffer.AsSpan(size, _received - size).CopyTo(_buffer);
        _received -= size;
        _scanner.Reset();
    }

    private void Refuse(OriginCall call, OriginRefusal refusal)
    {
        call.Refusal = refusal;
        (_buffer, _received) = (NoResponse, NoResponse.Length);
        _expectsHead = false;
        _headIsReady = _ended = true;
    }

    private int Give(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, _received - _given);
        _buffer.AsSpan(_given, count).CopyTo(destination);
        _given += count;
        if (_given == _received)
        {
            (_given, _received, _headIsReady) = (0, 0, false);
            _scanner.Reset();
            if (_buffer.Length > FirstBufferBytes)
            {
                _buffer = [];
            }
        }

        return count;
    }
}
