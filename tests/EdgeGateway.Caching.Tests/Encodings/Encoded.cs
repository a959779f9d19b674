using System.IO.Compression;
using EdgeGateway.Caching.Encodings;

namespace EdgeGateway.Caching.Tests.Encodings;

/// <summary>Bodies in content codings, made by the framework.</summary>
internal static class Encoded
{
    public static byte[] As(ContentCoding coding, byte[] body) => coding switch
    {
        ContentCoding.Gzip => Gzip(body),
        ContentCoding.Brotli => Brotli(body),
        ContentCoding.Deflate => Write(body, static s => new ZLibStream(s, CompressionLevel.Optimal, leaveOpen: true)),
        _ => body,
    };

    public static byte[] Gzip(byte[] body) => Write(body, static s => new GZipStream(s, CompressionLevel.Optimal, leaveOpen: true));

    public static byte[] BareDeflate(byte[] body) =>
        Write(body, static s => new DeflateStream(s, CompressionLevel.Optimal, leaveOpen: true));

    public static byte[] Brotli(byte[] body) => Write(body, static s => new BrotliStream(s, CompressionLevel.Optimal, leaveOpen: true));

    /// <summary>Compressible and different for each seed: words, with a run of noise.</summary>
    public static byte[] Body(int seed, int length)
    {
        var random = new Random(seed);
        var body = new byte[length];
        for (var i = 0; i < length; i++)
        {
            body[i] = (byte)(i % 97 < 80 ? "the quick brown fox "[(i + seed) % 20] : random.Next(256));
        }

        return body;
    }

    private static byte[] Write(byte[] body, Func<Stream, Stream> compress)
    {
        var encoded = new MemoryStream();
        using (var stream = compress(encoded))
        {
            stream.Write(body);
        }

        return encoded.ToArray();
    }
}
