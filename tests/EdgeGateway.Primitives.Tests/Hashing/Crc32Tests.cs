using System.Runtime.Intrinsics.X86;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Primitives.Tests.Hashing;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("a", 0xE8B7BE43u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void PublishedVector_HasItsChecksum(string text, uint checksum) =>
        Assert.Equal(checksum, Crc32.Compute(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void PiecesCombined_HaveTheChecksumOfTheWhole()
    {
        var random = new Random(1952);
        for (var round = 0; round < 500; round++)
        {
            var whole = new byte[random.Next(5000)];
            random.NextBytes(whole);
            var cut = random.Next(whole.Length + 1);
            var second = Crc32.Compute(whole.AsSpan(cut));

            var combined = Crc32.Combine(
                Crc32.Compute(whole.AsSpan(0, cut)), second, Crc32.OperatorOf(whole.Length - cut));

            Assert.Equal(Crc32.Compute(whole), combined);
        }
    }

    [Fact]
    public void EmptyPiece_ChangesNothing()
    {
        Assert.Equal(0x414FA339u, Crc32.Combine(0x414FA339u, Crc32.Compute([]), Crc32.OperatorOf(0)));
        Assert.Equal(0x414FA339u, Crc32.Combine(0, 0x414FA339u, Crc32.OperatorOf(43)));
    }

    [Fact]
    public void Operators_AddUp()
    {
        const long longer = 5L << 30;

        var stepwise = Crc32.MultiplyBitByBit(Crc32.OperatorOf(longer - 7), Crc32.OperatorOf(7));

        Assert.Equal(stepwise, Crc32.OperatorOf(longer));
    }

    [Fact]
    public void Instruction_MultipliesAsTheDefinition()
    {
        if (!Pclmulqdq.IsSupported)
        {
            return;
        }

        var random = new Random(7);
        for (var round = 0; round < 100_000; round++)
        {
            var (left, right) = ((uint)random.NextInt64(1L << 32), (uint)random.NextInt64(1L << 32));

            Assert.Equal(Crc32.MultiplyBitByBit(left, right), Crc32.MultiplyCarryless(left, right));
        }

        Assert.Equal(0u, Crc32.MultiplyCarryless(0, uint.MaxValue));
    }
}
