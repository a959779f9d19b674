using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Primitives.Tests.MessagePack;

public sealed class MessagePackReaderTests
{
    [Fact]
    public void RandomValues_RoundTripAndSkipAsOne()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var buffer = new byte[8192];
            var writer = new MessagePackWriter(buffer);
            Write(ref writer, new Random(seed), depth: 0);
            var written = writer.WrittenSpan;

            var reader = new MessagePackReader(written);
            Assert.True(CheckSame(ref reader, new Random(seed), depth: 0), $"seed {seed}");
            Assert.True(reader.IsEnd, $"seed {seed}");

            reader = new MessagePackReader(written);
            Assert.True(reader.TrySkip(), $"seed {seed}");
            Assert.True(reader.IsEnd, $"seed {seed}");
        }
    }

    [Fact]
    public void EveryTruncation_IsRefusedAndLeavesThePosition()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var writer = new MessagePackWriter(new byte[8192]);
            Write(ref writer, new Random(seed), depth: 0);
            for (var length = 0; length < writer.WrittenCount; length++)
            {
                var reader = new MessagePackReader(writer.WrittenSpan[..length]);

                Assert.False(reader.TrySkip(), $"seed {seed} length {length}");
                Assert.Equal(0, reader.Position);
            }
        }
    }

    [Fact]
    public void RandomBytes_NeverThrowAndNeverRunPastTheEnd()
    {
        var random = new Random(7);
        var bytes = new byte[64];
        for (var round = 0; round < 200_000; round++)
        {
            random.NextBytes(bytes);
            var reader = new MessagePackReader(bytes.AsSpan(0, random.Next(0, 65)));
            while (!reader.IsEnd && ReadAny(ref reader))
            {
            }

            Assert.InRange(reader.Position, 0, bytes.Length);
        }
    }

    [Theory]
    [InlineData("DDFFFFFFFF00")]
    [InlineData("DFFFFFFFFF0000")]
    [InlineData("DC001000")]
    [InlineData("8200C0C0")]
    public void CountLargerThanTheBytes_IsRefused(string hex)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));

        Assert.False(reader.TryReadArrayHeader(out _));
        Assert.False(reader.TryReadMapHeader(out _));
        Assert.False(reader.TrySkip());
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void DeepNesting_IsSkippedWithoutRecursion()
    {
        var bytes = new byte[1_000_001];
        bytes.AsSpan(0, 1_000_000).Fill(0x91);

        var reader = new MessagePackReader(bytes);

        Assert.True(reader.TrySkip());
        Assert.True(reader.IsEnd);
    }

    [Fact]
    public void UnusedCode_IsNoValue()
    {
        var reader = new MessagePackReader([0xc1]);

        Assert.Equal(MessagePackType.None, reader.NextType);
        Assert.False(reader.TrySkip());
        Assert.False(ReadAny(ref reader));
    }

    [Fact]
    public void Overflow_SticksAndRefusesTheResult()
    {
        var buffer = new byte[4];
        var writer = new MessagePackWriter(buffer);
        writer.WriteInt64(70_000);
        writer.WriteInt64(1);

        Assert.True(writer.HasOverflowed);
        Assert.Equal(0, writer.WrittenCount);
        Assert.Equal(new byte[4], buffer);
        var thrown = false;
        try
        {
            _ = writer.WrittenSpan;
        }
        catch (InvalidOperationException)
        {
            thrown = true;
        }

        Assert.True(thrown);
    }

    private static bool ReadAny(ref MessagePackReader reader) =>
        reader.TryReadNil() || reader.TryReadBoolean(out var b) || b || reader.TryReadNumber(out _) || reader.TryReadString(out _)
        || reader.TryReadBinary(out _) || reader.TryReadTimestamp(out _, out _) || reader.TryReadExtension(out _, out _)
        || reader.TryReadArrayHeader(out _) || reader.TryReadMapHeader(out _);

    private static void Write(ref MessagePackWriter writer, Random random, int depth)
    {
        switch (random.Next(depth > 3 ? 7 : 9))
        {
            case 0: writer.WriteNil(); break;
            case 1: writer.WriteBoolean(random.Next(2) == 1); break;
            case 2: writer.WriteInt64(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)); break;
            case 3: writer.WriteDouble(random.NextDouble()); break;
            case 4: writer.WriteString(RandomBytes(random)); break;
            case 5: writer.WriteBinary(RandomBytes(random)); break;
            case 6: writer.WriteExtension((sbyte)random.Next(128), RandomBytes(random)); break;
            case 7:
                var count = random.Next(4);
                writer.WriteArrayHeader(count);
                for (var i = 0; i < count; i++)
                {
                    Write(ref writer, random, depth + 1);
                }

                break;
            default:
                var pairs = random.Next(3);
                writer.WriteMapHeader(pairs);
                for (var i = 0; i < 2 * pairs; i++)
                {
                    Write(ref writer, random, depth + 1);
                }

                break;
        }
    }

    private static bool CheckSame(ref MessagePackReader reader, Random random, int depth)
    {
        switch (random.Next(depth > 3 ? 7 : 9))
        {
            case 0: return reader.TryReadNil();
            case 1: return reader.TryReadBoolean(out var flag) && flag == (random.Next(2) == 1);
            case 2:
                var expected = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
                return reader.TryReadInt64(out var integer) && integer == expected;
            case 3: return reader.TryReadDouble(out var real) && real == random.NextDouble();
            case 4: return reader.TryReadString(out var text) && text.SequenceEqual(RandomBytes(random));
            case 5: return reader.TryReadBinary(out var bytes) && bytes.SequenceEqual(RandomBytes(random));
            case 6:
                var type = random.Next(128);
                return reader.TryReadExtension(out var readType, out var data) && readType == type
                    && data.SequenceEqual(RandomBytes(random));
            case 7:
                var count = random.Next(4);
                return reader.TryReadArrayHeader(out var elements) && elements == count
                    && CheckAll(ref reader, random, count, depth);
            default:
                var pairs = random.Next(3);
                return reader.TryReadMapHeader(out var read) && read == pairs && CheckAll(ref reader, random, 2 * pairs, depth);
        }
    }

    private static bool CheckAll(ref MessagePackReader reader, Random random, int count, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            if (!CheckSame(ref reader, random, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(0, 40)];
        random.NextBytes(bytes);
        return bytes;
    }
}
