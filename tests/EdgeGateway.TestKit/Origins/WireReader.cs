using System.Globalization;
using System.Text;

namespace EdgeGateway.TestKit.Origins;

/// <summary>Takes HTTP/1.1 messages off a stream byte for byte; null answers mean that the stream ended first.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The bytes up to and with the empty line.</summary>
    public async Task<byte[]?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new List<byte>(512);
        while (!EndsHead(head))
        {
            if (_start == _end && !await FillAsync(cancellationToken))
            {
                return null;
            }

            head.Add(_buffer[_start++]);
        }

        return [.. head];
    }

    /// <summary>A number of bytes.</summary>
    public async Task<byte[]?> ReadExactlyAsync(int count, CancellationToken cancellationToken)
    {
        var (bytes, whole) = await ReadUpToAsync(count, cancellationToken);
        return whole ? bytes : null;
    }

    /// <summary>A number of bytes, or what came before the stream ended.</summary>
    public async Task<(byte[] Bytes, bool Whole)> ReadUpToAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        var length = 0;
        while (length < count)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
            {
                return (bytes[..length], false);
            }

            var take = Math.Min(count - length, _end - _start);
            _buffer.AsSpan(_start, take).CopyTo(bytes.AsSpan(length));
            _start += take;
            length += take;
        }

        return (bytes, true);
    }

    /// <summary>A chunked body with its trailer, decoded.</summary>
    public async Task<byte[]?> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var (body, whole) = await ReadChunksUpToAsync(cancellationToken);
        return whole ? body : null;
    }

    /// <summary>A chunked body, or what came of it before the stream ended.</summary>
    public async Task<(byte[] Bytes, bool Whole)> ReadChunksUpToAsync(CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            var size = int.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return (body.ToArray(), await SkipTrailerAsync(cancellationToken));
            }

            var (bytes, whole) = await ReadUpToAsync(size, cancellationToken);
            body.Write(bytes);
            if (!whole || await ReadLineAsync(cancellationToken) is null)
            {
                break;
            }
        }

        return (body.ToArray(), false);
    }

    /// <summary>Everything to the end of the stream.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var rest = new MemoryStream();
        do
        {
            rest.Write(_buffer, _start, _end - _start);
            _start = _end;
        }
        while (await FillAsync(cancellationToken));

        return rest.ToArray();
    }

    private static bool EndsHead(List<byte> head) =>
        head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'];

    private async Task<bool> SkipTrailerAsync(CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (_start < _end || await FillAsync(cancellationToken))
        {
            var next = (char)_buffer[_start++];
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(next);
        }

        return null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
