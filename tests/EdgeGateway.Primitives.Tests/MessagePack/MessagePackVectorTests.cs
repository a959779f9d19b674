using System.Text;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Primitives.Tests.MessagePack;

/// <summary>Byte strings worked out by hand from the tables of the MessagePack specification.</summary>
public sealed class MessagePackVectorTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "CC80")]
    [InlineData(255, "CCFF")]
    [InlineData(256, "CD0100")]
    [InlineData(65535, "CDFFFF")]
    [InlineData(65536, "CE00010000")]
    [InlineData(4294967295, "CEFFFFFFFF")]
    [InlineData(4294967296, "CF0000000100000000")]
    [InlineData(long.MaxValue, "CF7FFFFFFFFFFFFFFF")]
    [InlineData(-1, "FF")]
    [InlineData(-32, "E0")]
    [InlineData(-33, "D0DF")]
    [InlineData(-128, "D080")]
    [InlineData(-129, "D1FF7F")]
    [InlineData(-32768, "D18000")]
    [InlineData(-32769, "D2FFFF7FFF")]
    [InlineData(int.MinValue, "D280000000")]
    [InlineData(int.MinValue - 1L, "D3FFFFFFFF7FFFFFFF")]
    [InlineData(long.MinValue, "D38000000000000000")]
    public void Integer_TakesTheSmallestFormatAndReadsBack(long value, string expected)
    {
        var writer = new MessagePackWriter(new byte[16]);
        writer.WriteInt64(value);

        Assert.Equal(expected, Convert.ToHexString(writer.WrittenSpan));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.Equal(MessagePackType.WholeNumber, reader.NextType);
        Assert.True(reader.TryReadInt64(out var read));
        Assert.Equal(value, read);
        Assert.True(reader.IsEnd);
    }

    [Fact]
    public void UnsignedAboveSignedRange_ReadsAsUnsignedOnly()
    {
        var writer = new MessagePackWriter(new byte[16]);
        writer.WriteUInt64(ulong.MaxValue);

        Assert.Equal("CFFFFFFFFFFFFFFFFF", Convert.ToHexString(writer.WrittenSpan));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.False(reader.TryReadInt64(out _));
        Assert.Equal(0, reader.Position);
        Assert.True(reader.TryReadUInt64(out var value));
        Assert.Equal(ulong.MaxValue, value);
    }

    [Fact]
    public void NegativeInteger_IsNotReadAsUnsigned()
    {
        var reader = new MessagePackReader([0xff]);

        Assert.False(reader.TryReadUInt64(out _));
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void IntegerBeyondInt32_IsNotReadAsInt32()
    {
        var reader = new MessagePackReader(Convert.FromHexString("CE80000000"));

        Assert.False(reader.TryReadInt32(out _));
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void NilTrueFalse_HaveTheirBytes()
    {
        var writer = new MessagePackWriter(new byte[8]);
        writer.WriteNil();
        writer.WriteBoolean(true);
        writer.WriteBoolean(false);

        Assert.Equal("C0C3C2", Convert.ToHexString(writer.WrittenSpan));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.True(reader.TryReadNil());
        Assert.True(reader.TryReadBoolean(out var yes) && yes);
        Assert.True(reader.TryReadBoolean(out var no) && !no);
    }

    [Theory]
    [InlineData(1.5, "CA3FC00000")]
    [InlineData(0.1, "CB3FB999999999999A")]
    [InlineData(12.0, "0C")]
    [InlineData(-0.0, "CA80000000")]
    [InlineData(1e300, "CB7E37E43C8800759C")]
    public void Number_TakesTheSmallestFormatThatLosesNothing(double value, string expected)
    {
        var writer = new MessagePackWriter(new byte[16]);
        writer.WriteNumber(value);

        Assert.Equal(expected, Convert.ToHexString(writer.WrittenSpan));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.True(reader.TryReadNumber(out var read));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
    }

    [Theory]
    [InlineData(0, "A0")]
    [InlineData(31, "BF")]
    [InlineData(32, "D920")]
    [InlineData(255, "D9FF")]
    [InlineData(256, "DA0100")]
    [InlineData(65536, "DB00010000")]
    public void Text_HasTheSmallestHeader(int length, string header)
    {
        var text = Encoding.UTF8.GetBytes(new string('x', length));
        var writer = new MessagePackWriter(new byte[length + 5]);
        writer.WriteString(text);

        Assert.Equal(header, Convert.ToHexString(writer.WrittenSpan[..(header.Length / 2)]));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.True(reader.TryReadString(out var read));
        Assert.True(read.SequenceEqual(text));
    }

    [Theory]
    [InlineData(0, "C400")]
    [InlineData(256, "C50100")]
    [InlineData(65536, "C600010000")]
    public void Binary_HasTheSmallestHeader(int length, string header)
    {
        var writer = new MessagePackWriter(new byte[length + 5]);
        writer.WriteBinary(new byte[length]);

        Assert.Equal(header, Convert.ToHexString(writer.WrittenSpan[..(header.Length / 2)]));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.True(reader.TryReadBinary(out var read));
        Assert.Equal(length, read.Length);
    }

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9F", "8F")]
    [InlineData(16, "DC0010", "DE0010")]
    [InlineData(65536, "DD00010000", "DF00010000")]
    public void Headers_TakeTheSmallestFormatAndReadBack(int count, string array, string map)
    {
        var buffer = new byte[5 + (2 * count)];
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(count);
        Assert.Equal(array, Convert.ToHexString(writer.WrittenSpan));
        var reader = new MessagePackReader(buffer);
        Assert.True(reader.TryReadArrayHeader(out var elements));
        Assert.Equal(count, elements);

        writer = new MessagePackWriter(buffer);
        writer.WriteMapHeader(count);
        Assert.Equal(map, Convert.ToHexString(writer.WrittenSpan));
        reader = new MessagePackReader(buffer);
        Assert.True(reader.TryReadMapHeader(out var pairs));
        Assert.Equal(count, pairs);
    }

    [Theory]
    [InlineData(1, "D405")]
    [InlineData(2, "D505")]
    [InlineData(4, "D605")]
    [InlineData(8, "D705")]
    [InlineData(16, "D805")]
    [InlineData(0, "C70005")]
    [InlineData(3, "C70305")]
    [InlineData(256, "C8010005")]
    [InlineData(65536, "C90001000005")]
    public void Extension_TakesTheSmallestFormatAndReadsBack(int length, string header)
    {
        var writer = new MessagePackWriter(new byte[length + 6]);
        writer.WriteExtension(5, new byte[length]);

        Assert.Equal(header, Convert.ToHexString(writer.WrittenSpan[..(header.Length / 2)]));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.True(reader.TryReadExtension(out var type, out var data));
        Assert.Equal(5, type);
        Assert.Equal(length, data.Length);
        Assert.True(reader.IsEnd);
    }

    [Theory]
    [InlineData(0, 0, "D6FF00000000")]
    [InlineData(4294967295, 0, "D6FFFFFFFFFF")]
    [InlineData(4294967296, 0, "D7FF0000000100000000")]
    [InlineData(1, 999999999, "D7FFEE6B27FC00000001")]
    [InlineData(17179869184, 0, "C70CFF000000000000000400000000")]
    [InlineData(-1, 5, "C70CFF00000005FFFFFFFFFFFFFFFF")]
    public void Timestamp_TakesTheSmallestFormatAndReadsBack(long seconds, int nanoseconds, string expected)
    {
        var writer = new MessagePackWriter(new byte[16]);
        writer.WriteTimestamp(seconds, nanoseconds);

        Assert.Equal(expected, Convert.ToHexString(writer.WrittenSpan));
        var reader = new MessagePackReader(writer.WrittenSpan);
        Assert.True(reader.TryReadTimestamp(out var readSeconds, out var readNanoseconds));
        Assert.Equal((seconds, nanoseconds), (readSeconds, readNanoseconds));
    }

    [Fact]
    public void TimestampWithTooManyNanoseconds_IsRefused()
    {
        var reader = new MessagePackReader(Convert.FromHexString("D7FFEE6B280000000001"));

        Assert.False(reader.TryReadTimestamp(out _, out _));
        Assert.Equal(0, reader.Position);
    }
}
