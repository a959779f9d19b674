using System.Text;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Primitives.Tests.Hashing;

public sealed class Hash64Tests
{
    private const ulong SanitySeed = 2654435761;

    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("hello", 0x26C7827D889F6DA3)]
    [InlineData("message digest", 0x066ED728FCEEB3BE)]
    [InlineData("abcdefghijklmnopqrstuvwxyz", 0xCFE1F278FA89835C)]
    public void PublicVector_GivesItsHash(string text, ulong expected) =>
        Assert.Equal(expected, Hash64.Compute(Encoding.ASCII.GetBytes(text)));

    // The vectors of the reference implementation's own sanity check.
    [Theory]
    [InlineData(0, 0UL, 0xEF46DB3751D8E999)]
    [InlineData(0, SanitySeed, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0UL, 0xE934A84ADB052768)]
    [InlineData(1, SanitySeed, 0x5014607643A9B4C3)]
    [InlineData(4, 0UL, 0x9136A0DCA57457EE)]
    [InlineData(14, 0UL, 0x8282DCC4994E35C8)]
    [InlineData(14, SanitySeed, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0UL, 0xB641AE8CB691C174)]
    [InlineData(222, SanitySeed, 0x20CB8AB7AE10C14A)]
    public void SanityBuffer_GivesItsHash(int length, ulong seed, ulong expected) =>
        Assert.Equal(expected, Hash64.Compute(SanityBuffer(length), seed));

    [Fact]
    public void EveryBitOfTheInput_ChangesTheHash()
    {
        var data = SanityBuffer(75);
        var original = Hash64.Compute(data);

        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(original, Hash64.Compute(data));
            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static byte[] SanityBuffer(int length)
    {
        var buffer = new byte[length];
        var generator = SanitySeed;
        for (var i = 0; i < length; i++)
        {
            buffer[i] = (byte)(generator >> 56);
            generator = unchecked(generator * 11400714785074694797UL);
        }

        return buffer;
    }
}
