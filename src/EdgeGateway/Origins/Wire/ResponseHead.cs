using System.Buffers;
using System.Buffers.Text;
using System.Text;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Origins.Wire;

/// <summary>What a response head says about where its message ends, read so strictly that there is one reading (RFC 9112 sections 4 to 6).</summary>
internal readonly struct ResponseHead
{
    private const int StatusStart = 9;
    private const int MostDigits = 19;

    private static readonly SearchValues<byte> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(value => value != '\t').Select(value => (byte)value), 0x7F]);

    public static ReadOnlySpan<byte> Protocol => "HTTP/1."u8;

    public OriginRefusal Refusal { get; private init; }

    public int Status { get; private init; }

    /// <summary>101 is final: what follows it is another protocol.</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not StatusCodes.Status101SwitchingProtocols;

    /// <summary>A 204 that announces a body: whoever believes that it comes and whoever does not lose each other.</summary>
    public bool EndsConnection { get; private init; }

    /// <summary>Reads a whole head, its empty line included.</summary>
    public static ResponseHead Read(ReadOnlySpan<byte> head)
    {
        var lineEnd = head.IndexOf("\r\n"u8);
        if (!TryReadStatus(head[..lineEnd], out var status))
        {
            return new ResponseHead { Refusal = OriginRefusal.StatusLine };
        }

        var fields = head[(lineEnd + 2)..^2];
        var isOld = head[7] == '0';
        long length = -1;
        var isChunked = false;
        while (fields.Length > 0)
        {
            var end = fields.IndexOf("\r\n"u8);
            var refusal = ReadField(fields[..end], isOld, ref length, ref isChunked);
            if (refusal != OriginRefusal.None)
            {
                return new ResponseHead { Status = status, Refusal = refusal };
            }

            fields = fields[(end + 2)..];
        }

        var isFramed = isChunked || length >= 0;
        var isInterim = status < 200 && isFramed;
        return new ResponseHead
        {
            Status = status,
            Refusal = isInterim || (isChunked && length >= 0) ? OriginRefusal.TwoFramings : OriginRefusal.None,
            EndsConnection = status == StatusCodes.Status204NoContent && (isChunked || length > 0),
        };
    }

    /// <summary><c>HTTP/1.1 200 OK</c>; the reason may be missing, with its space or without.</summary>
    private static bool TryReadStatus(ReadOnlySpan<byte> line, out int status)
    {
        status = 0;
        return line.Length >= StatusStart + 3 && line.StartsWith(Protocol) && line[7] is (byte)'0' or (byte)'1' && line[8] == ' '
            && Utf8Parser.TryParse(line.Slice(StatusStart, 3), out status, out var digits) && digits == 3 && status >= 100
            && (line.Length == StatusStart + 3 || line[StatusStart + 3] == ' ')
            && !line.ContainsAny(Controls);
    }

    private static OriginRefusal ReadField(ReadOnlySpan<byte> line, bool isOld, ref long length, ref bool isChunked)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(Token) || line[(colon + 1)..].ContainsAny(Controls))
        {
            return OriginRefusal.FieldLine;
        }

        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            return length < 0 && TryReadLength(value, out length) ? OriginRefusal.None : OriginRefusal.Length;
        }

        if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
        {
            var isKnown = !isOld && !isChunked && Ascii.EqualsIgnoreCase(value, "chunked"u8);
            isChunked = true;
            return isKnown ? OriginRefusal.None : OriginRefusal.TransferCoding;
        }

        return OriginRefusal.None;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> value, out long length)
    {
        length = 0;
        return value.Length is > 0 and <= MostDigits && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && Utf8Parser.TryParse(value, out length, out _);
    }
}
