using System.IO.Compression;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Encodings;

/// <summary>Content codings as the framework makes and undoes them.</summary>
internal static class Coded
{
    public static byte[] As(string coding, byte[] body)
    {
        var encoded = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            _ => throw new ArgumentException($"'{coding}' is not made here.", nameof(coding)),
        })
        {
            stream.Write(body);
        }

        return encoded.ToArray();
    }

    /// <summary>The body of an answer without its coding.</summary>
    public static byte[] Undo(RawResponse answer)
    {
        var encoded = new MemoryStream(answer.Body);
        using Stream stream = answer.Header("Content-Encoding") switch
        {
            null => encoded,
            "gzip" => new GZipStream(encoded, CompressionMode.Decompress),
            "br" => new BrotliStream(encoded, CompressionMode.Decompress),
            "deflate" => new ZLibStream(encoded, CompressionMode.Decompress),
            var other => throw new InvalidDataException($"'{other}' was not expected."),
        };
        var decoded = new MemoryStream();
        stream.CopyTo(decoded);
        return decoded.ToArray();
    }

    public static byte[] Text(int length) =>
        [.. Enumerable.Range(0, length).Select(i => i % 41 == 0 ? (byte)('0' + (i * 31 % 10)) : (byte)"body { color: red; } "[i % 21])];
}
