using System.Text;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Primitives.Tests.Hashing;

public sealed class Crc32CTests
{
    [Fact]
    public void CheckString_GivesThePublishedValue() =>
        Assert.Equal(0xE3069283, Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")));

    // RFC 3720, appendix B.4.
    [Theory]
    [InlineData(0x00, 0x8A9136AA)]
    [InlineData(0xFF, 0x62A8AB43)]
    public void ThirtyTwoEqualBytes_GiveTheRfcValue(byte value, uint expected)
    {
        var data = new byte[32];
        Array.Fill(data, value);

        Assert.Equal(expected, Crc32C.Compute(data));
    }

    [Fact]
    public void AscendingBytes_GiveTheRfcValue()
    {
        var data = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

        Assert.Equal(0x46DD794Eu, Crc32C.Compute(data));
        Array.Reverse(data);
        Assert.Equal(0x113FDB5Cu, Crc32C.Compute(data));
    }

    [Fact]
    public void Pieces_GiveTheChecksumOfTheWhole()
    {
        var data = Enumerable.Range(0, 100).Select(i => (byte)(i * 7)).ToArray();
        var whole = Crc32C.Compute(data);

        for (var cut = 0; cut <= data.Length; cut++)
        {
            Assert.Equal(whole, Crc32C.Compute(data.AsSpan(0, cut), data.AsSpan(cut)));
        }
    }

    [Fact]
    public void EmptyInput_IsZero() => Assert.Equal(0u, Crc32C.Compute([]));
}
