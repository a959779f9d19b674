using EdgeGateway.Caching.Encodings;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Encodings;

public sealed class BodyDecoderTests
{
    public static TheoryData<string> Forms => ["gzip", "br", "zlib", "deflate"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void WholeBody_IsDecoded(string form)
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            // Around the inflater's blocks of 8 kB and far beyond; compressible and not.
            var length = seed % 3 == 0 ? (8192 * (seed / 6)) + (seed % 5) - 2 : new Random(seed).Next(1, 300_000);
            var body = Encoded.Body(seed, Math.Max(1, length));

            var outcome = Decode(form, Encode(form, body), out var decoded);

            Assert.True(outcome == DecodeOutcome.Decoded && decoded.AsSpan().SequenceEqual(body), $"seed {seed}: {outcome}");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void BodyCutAnywhere_IsDamaged(string form)
    {
        var encoded = Encode(form, Encoded.Body(7, 30_000));
        for (var length = 1; length < encoded.Length; length += length < encoded.Length - 40 ? 37 : 1)
        {
            Assert.True(Decode(form, encoded[..length], out _) == DecodeOutcome.Damaged, $"cut to {length} of {encoded.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void TrailingBytes_AreDamage(string form)
    {
        var encoded = Encode(form, Encoded.Body(3, 20_000));
        byte[][] tails = [[0], [0, 0], new byte[8], new byte[16], new byte[9000], [0x1f], [0x1f, 0x8b], [0x1f, 0x8b, 8, 0], "<!-- garbage -->"u8.ToArray()];
        foreach (var tail in tails)
        {
            Assert.True(Decode(form, [.. encoded, .. tail], out _) == DecodeOutcome.Damaged, $"tail {Convert.ToHexString(tail.AsSpan(0, Math.Min(4, tail.Length)))}");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    public void AnyWrongByteOfTheTrailer_IsDamage(string form)
    {
        var encoded = Encode(form, Encoded.Body(5, 5_000));
        for (var i = 1; i <= 4; i++)
        {
            var wrong = encoded.ToArray();
            wrong[^i] ^= 0x10;
            Assert.Equal(DecodeOutcome.Damaged, Decode(form, wrong, out _));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void PlainText_IsDamaged(string form)
    {
        Assert.Equal(DecodeOutcome.Damaged, Decode(form, "<!doctype html><title>not encoded</title>"u8.ToArray(), out _));
        Assert.Equal(DecodeOutcome.Damaged, Decode(form, [], out _));
    }

    [Fact]
    public void GzipMembers_AreOneBody()
    {
        byte[] first = Encoded.Body(1, 10_000), second = Encoded.Body(2, 333), last = Encoded.Body(3, 70_000);
        byte[] encoded = [.. Encoded.Gzip(first), .. Encoded.Gzip(second), .. Encoded.Gzip(last)];

        Assert.Equal(DecodeOutcome.Decoded, Decode("gzip", encoded, out var decoded));
        Assert.Equal([.. first, .. second, .. last], decoded);
        Assert.Equal(DecodeOutcome.Damaged, Decode("gzip", encoded[..^1], out _));
        Assert.Equal(DecodeOutcome.Damaged, Decode("gzip", [.. encoded, .. new byte[8]], out _));
    }

    [Fact]
    public void DamagedFirstMember_IsDamage()
    {
        var first = Encoded.Gzip(Encoded.Body(1, 10_000));
        first[^6] ^= 1;

        Assert.Equal(DecodeOutcome.Damaged, Decode("gzip", [.. first, .. Encoded.Gzip(Encoded.Body(2, 100))], out _));
    }

    [Fact]
    public void EmptyMembers_AreNothing()
    {
        byte[] empty = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

        Assert.Equal(DecodeOutcome.Decoded, Decode("gzip", empty, out var nothing));
        Assert.Empty(nothing);
        Assert.Equal(DecodeOutcome.Decoded, Decode("gzip", [.. Encoded.Gzip("abc"u8.ToArray()), .. empty], out var decoded));
        Assert.Equal("abc"u8, decoded);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Limit_IsExact(string form)
    {
        var body = Encoded.Body(9, 50_000);
        var encoded = Encode(form, body);

        Assert.Equal(DecodeOutcome.Decoded, BodyDecoder.TryDecode(CodingOf(form), encoded, 50_000, out _));
        Assert.Equal(DecodeOutcome.TooLarge, BodyDecoder.TryDecode(CodingOf(form), encoded, 49_999, out _));
        Assert.Equal(DecodeOutcome.TooLarge, BodyDecoder.TryDecode(CodingOf(form), encoded, 1, out _));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Bomb_IsGivenUpInBoundedMemory(string form)
    {
        var bomb = Encode(form, new byte[100 << 20]);
        Decode(form, bomb, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = Decode(form, bomb, out var decoded);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(DecodeOutcome.TooLarge, outcome);
        Assert.Empty(decoded);
        Assert.True(allocated < 3 * BodyDecoder.LimitOf(bomb.Length), $"{allocated} bytes for a bomb of {bomb.Length}");
    }

    [Theory]
    [InlineData(0, 65_536)]
    [InlineData(158, 97_136)]
    [InlineData(1000, 265_536)]
    [InlineData(41_616, 8_388_608)]
    [InlineData(int.MaxValue, 8_388_608)]
    public void Limit_FollowsTheEncodedLength(int encoded, int expected) => Assert.Equal(expected, BodyDecoder.LimitOf(encoded));

    [Theory]
    [MemberData(nameof(Forms))]
    public void OneWrongBit_NeverThrowsAndNeverPassesAChecksum(string form)
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var body = Encoded.Body(seed, random.Next(1, 2_000));
            var encoded = Encode(form, body);
            encoded[random.Next(encoded.Length)] ^= (byte)(1 << random.Next(8));

            // Brotli and bare deflate have no checksum; a wrong bit of a gzip header may mean nothing.
            var outcome = Decode(form, encoded, out var decoded);
            Assert.True(
                form is "br" or "deflate" || outcome == DecodeOutcome.Damaged || decoded.AsSpan().SequenceEqual(body), $"seed {seed}");
        }
    }

    private static ContentCoding CodingOf(string form) => form switch
    {
        "gzip" => ContentCoding.Gzip,
        "br" => ContentCoding.Brotli,
        _ => ContentCoding.Deflate,
    };

    private static byte[] Encode(string form, byte[] body) =>
        form == "deflate" ? Encoded.BareDeflate(body) : Encoded.As(CodingOf(form), body);

    private static DecodeOutcome Decode(string form, byte[] encoded, out byte[] decoded) =>
        BodyDecoder.TryDecode(CodingOf(form), encoded, long.MaxValue, out decoded);
}
