using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeGateway.TestKit.Clients;

/// <summary>
/// One HTTP/2 connection by prior knowledge that writes the header fields it is told, byte for byte and unencoded, and says what
/// became of each stream: a status, or the error code of a reset or of the end of the connection.
/// </summary>
public sealed class Http2Client : IDisposable
{
    private const byte DataFrame = 0;
    private const byte HeadersFrame = 1;
    private const byte ResetFrame = 3;
    private const byte SettingsFrame = 4;
    private const byte GoAwayFrame = 7;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient _client = new() { NoDelay = true };
    private int _stream = 1;

    /// <summary>Opens a connection and agrees on the settings.</summary>
    public static async Task<Http2Client> ConnectAsync(int port)
    {
        var client = new Http2Client();
        await client._client.ConnectAsync(IPAddress.Loopback, port);
        await client.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await client.WriteFrameAsync(SettingsFrame, 0, 0, []);
        return client;
    }

    /// <summary>Sends one request of these fields in this order; the answer is its status, or "reset" or "end".</summary>
    public async Task<string> RequestAsync(IEnumerable<(string Name, string Value)> fields, string? body = null)
    {
        var stream = _stream;
        _stream += 2;
        var block = fields.SelectMany(static field => Literal(field.Name, field.Value)).ToArray();
        await WriteFrameAsync(HeadersFrame, (byte)(EndHeaders | (body is null ? EndStream : 0)), stream, block);
        if (body is not null)
        {
            await WriteFrameAsync(DataFrame, EndStream, stream, Encoding.Latin1.GetBytes(body));
        }

        using var limit = new CancellationTokenSource(Patience);
        return await ReadOutcomeAsync(stream, limit.Token);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<string> ReadOutcomeAsync(int stream, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var (type, flags, of, payload) = await ReadFrameAsync(cancellationToken);
                if (type == SettingsFrame && (flags & 1) == 0)
                {
                    await WriteFrameAsync(SettingsFrame, 1, 0, []);
                }

                if (type == GoAwayFrame)
                {
                    return "end";
                }

                if (of == stream && type is HeadersFrame or ResetFrame)
                {
                    return type == ResetFrame ? "reset" : StatusOf(payload);
                }
            }
        }
        catch (IOException)
        {
            return "end";
        }
    }

    /// <summary>The status stands first (RFC 7541 appendix A: 8 is 200, 12 is 400), or follows as a literal.</summary>
    private static string StatusOf(byte[] block) => block[0] switch
    {
        0x88 => "200",
        0x89 => "204",
        0x8C => "400",
        0x8D => "404",
        0x8E => "500",
        _ => Encoding.Latin1.GetString(block, 2, 3),
    };

    private async Task<(byte Type, byte Flags, int Stream, byte[] Payload)> ReadFrameAsync(CancellationToken cancellationToken)
    {
        var head = new byte[9];
        await _client.GetStream().ReadExactlyAsync(head, cancellationToken);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await _client.GetStream().ReadExactlyAsync(payload, cancellationToken);
        return (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
    }

    private Task WriteFrameAsync(byte type, byte flags, int stream, byte[] payload)
    {
        var head = new byte[9];
        (head[0], head[1], head[2], head[3], head[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        return WriteAsync([.. head, .. payload]);
    }

    private async Task WriteAsync(byte[] bytes) => await _client.GetStream().WriteAsync(bytes);

    /// <summary>Literal without indexing, new name, no Huffman coding.</summary>
    private static IEnumerable<byte> Literal(string name, string value) => [0, .. Text(name), .. Text(value)];

    private static IEnumerable<byte> Text(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return bytes.Length < 127 ? [(byte)bytes.Length, .. bytes] : throw new ArgumentException("Longer texts are not needed here.");
    }
}
