using System.IO.Compression;
using System.Text;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Encodings;

public sealed class PassingDecoderTests
{
    private static readonly byte[] Page = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"<p>{i * i}</p>")));

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void EveryCutting_GivesTheBody(string coding)
    {
        var encoded = Encode(coding, Page);
        foreach (var length in new[] { 1, 2, 7, 100, encoded.Length })
        {
            foreach (var block in new[] { 1, 50, 16_384 })
            {
                var (outcome, decoded, isWhole) = Decode(coding, encoded, length, block);

                Assert.Equal((DecodeOutcome.Decoded, true), (outcome, isWhole));
                Assert.Equal(Page, decoded);
            }
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void BodyThatBreaksOff_IsNeverWhole(string coding)
    {
        var encoded = Encode(coding, Page);
        for (var cut = 0; cut < encoded.Length; cut += cut < encoded.Length - 20 ? 97 : 1)
        {
            var (outcome, decoded, isWhole) = Decode(coding, encoded[..cut], 64, 4096);

            Assert.False(isWhole, $"{cut} of {encoded.Length}");
            Assert.Equal(DecodeOutcome.Decoded, outcome);
            Assert.True(Page.AsSpan().StartsWith(decoded));
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void DamagedBody_IsSaidOrNotWhole(string coding)
    {
        var encoded = Encode(coding, Page);
        for (var at = 0; at < encoded.Length; at += 53)
        {
            var damaged = (byte[])encoded.Clone();
            damaged[at] ^= 0xFF;

            var (outcome, decoded, isWhole) = Decode(coding, damaged, 1000, 4096);

            // Brotli has no checksum, so that it may decode to something else.
            Assert.True(outcome != DecodeOutcome.Decoded || !isWhole || coding == "br" || Page.AsSpan().SequenceEqual(decoded), $"byte {at}");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void Bomb_EndsAtTheBound(string coding)
    {
        var encoded = Encode(coding, new byte[60_000_000]);

        var (outcome, decoded, _) = Decode(coding, encoded, 500, 16_384);

        Assert.Equal(DecodeOutcome.TooLarge, outcome);
        Assert.InRange(decoded.Length, 0, (encoded.Length * 200) + 65_536 + 16_384);
    }

    [Fact]
    public void SeveralMembers_AreAllGivenAndNeverWhole()
    {
        byte[] encoded = [.. Encode("gzip", Page), .. Encode("gzip", Page)];

        var (outcome, decoded, isWhole) = Decode("gzip", encoded, 33, 4096);

        Assert.Equal((DecodeOutcome.Decoded, false), (outcome, isWhole));
        Assert.Equal([.. Page, .. Page], decoded);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("deflate")]
    [InlineData("x-own")]
    [InlineData("gzip, br")]
    public void OtherCodings_HaveNone(string coding) => Assert.Null(PassingDecoder.For(coding));

    private static (DecodeOutcome Outcome, byte[] Decoded, bool IsWhole) Decode(string coding, byte[] encoded, int length, int blockLength)
    {
        using var decoder = PassingDecoder.For(coding)!;
        var decoded = new MemoryStream();
        var block = new byte[blockLength];
        for (var at = 0; at < encoded.Length; at += length)
        {
            decoder.Add(encoded.AsMemory(at, Math.Min(length, encoded.Length - at)));
            DecodeOutcome outcome;
            while ((outcome = decoder.TryRead(block, out var count)) == DecodeOutcome.Decoded && count > 0)
            {
                decoded.Write(block, 0, count);
            }

            if (outcome != DecodeOutcome.Decoded)
            {
                return (outcome, decoded.ToArray(), false);
            }
        }

        return (DecodeOutcome.Decoded, decoded.ToArray(), decoder.IsWhole);
    }

    private static byte[] Encode(string coding, byte[] body)
    {
        var encoded = new MemoryStream();
        using (Stream stream = coding == "gzip"
            ? new GZipStream(encoded, CompressionLevel.Optimal, leaveOpen: true)
            : new BrotliStream(encoded, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(body);
        }

        return encoded.ToArray();
    }
}
