using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Events.Applying;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.MessagePack;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Events.Tests.Applying;

public sealed class EntryWriterTests
{
    private const long Arrival = 1_767_225_600_000;
    private static readonly VisitorId Ann = new(0x0011223344556677, 0x8899aabbccddeeff);

    [Fact]
    public void Events_ComeBackAsTheyWere()
    {
        EdgeEvent[] events =
        [
            new() { Type = EventType.View, Time = Arrival },
            new() { Type = EventType.View, Time = Arrival - 5_000, Item = "sku" },
            new() { Type = EventType.Dwell, Time = Arrival + 60_000, Value = 12.5 },
            new() { Type = EventType.Cart, Time = Arrival, Item = "a", Id = UInt128.MaxValue, Quantity = 10_000 },
            new()
            {
                Type = EventType.Purchase, Time = Arrival - 2_592_000_000, Item = new string('x', 128), Id = 1, Value = 1e12,
                Currency = "EUR", Quantity = 2, Slot = "recs", Query = new string('å', 256),
                Properties = [new("k", "v"), new("é", "")],
            },
        ];

        var entry = Write(events);
        var reader = new EntryReader(entry);
        Assert.True(reader.TryReadHeader(out var header));
        Assert.Equal(new EntryHeader(EntryKind.Events, Arrival, Ann), header);
        Assert.True(reader.TryReadCount(out var count));
        Assert.Equal(events.Length, count);
        foreach (var e in events)
        {
            EventRecord record = new();
            Assert.True(reader.TryReadEvent(ref record));
            Assert.Equal((e.Type, e.Time, e.Id), (record.Type, record.Time, record.Id));
            Assert.Equal((e.Value, e.Quantity), (record.Value, record.Quantity));
            Assert.Equal((e.Item ?? "", e.Slot ?? ""), (Text(record.Item), Text(record.Slot)));
            Assert.Equal((e.Currency ?? "", e.Query ?? ""), (Text(record.Currency), Text(record.Query)));
            Assert.Equal(e.Properties.Count == 0, record.Properties.IsEmpty);
        }
    }

    [Fact]
    public void PlainView_StaysSmall()
    {
        var entry = Write([new() { Type = EventType.View, Time = Arrival, Item = "sku-12345" }]);

        Assert.InRange(entry.Length, 1, 48);
    }

    [Fact]
    public void EveryEntry_HasMoreBytesThanEvents()
    {
        var entry = Write([.. Enumerable.Repeat(new EdgeEvent { Type = EventType.View, Time = Arrival }, 2_000)]);

        Assert.InRange(entry.Length, 2_001, int.MaxValue);
    }

    // Version 1 as it was first written: journals of older gateways must stay readable.
    [Theory]
    [InlineData("950101CF0000019B76DA9000C410 0011223344556677 8899AABBCCDDEEFF 91 9301 00 A3736B75", EventType.View, "sku", 0)]
    [InlineData("950101CF0000019B76DA9000C410 00112233445566778899AABBCCDDEEFF 919606CD1388A161C0C003", EventType.Cart, "a",
        5_000)]
    public void FirstVersion_StaysReadable(string hex, EventType type, string item, int ago)
    {
        var entry = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        var reader = new EntryReader(entry);
        EventRecord record = new();

        Assert.True(reader.TryReadHeader(out var header));
        Assert.Equal(Ann, header.Visitor);
        Assert.True(reader.TryReadCount(out _));
        Assert.True(reader.TryReadEvent(ref record));
        Assert.Equal((type, item, header.Arrival - ago), (record.Type, Text(record.Item), record.Time));
    }

    [Fact]
    public void Capture_HoldsThePageAndWhatWasShown()
    {
        var items = Enumerable.Range(0, 20)
            .Select(i => new CatalogueItem("i" + i, i, 1, true, "", FrozenDictionary<string, string>.Empty)).ToArray();
        SlotExposure[] exposures =
        [
            new("recs", DecisionSource.ModelCached, "exp", "b", items, 18),
            new("hero", DecisionSource.Rule, null, null, items, 0),
        ];
        var capture = new PageCapture { Item = "sku", Path = "/" + new string('p', 300), Exposures = exposures };
        var buffer = new byte[EntryWriter.Measure(capture)];

        var reader = new MessagePackReader(buffer.AsSpan(0, EntryWriter.WriteCapture(Ann, capture, Arrival, buffer)));

        Assert.True(reader.TryReadArrayHeader(out var parts));
        Assert.Equal(7, parts);
        Assert.True(reader.TrySkip() && reader.TrySkip() && reader.TrySkip() && reader.TrySkip());
        Assert.Equal("sku", ReadText(ref reader));
        Assert.Equal("/" + new string('p', 127), ReadText(ref reader));
        Assert.True(reader.TryReadArrayHeader(out var slots));
        Assert.Equal(2, slots);
        Assert.True(reader.TryReadArrayHeader(out _));
        Assert.Equal("recs", ReadText(ref reader));
        Assert.True(reader.TryReadInt32(out var source));
        Assert.Equal(DecisionSource.ModelCached, (DecisionSource)source);
        Assert.Equal(("exp", "b"), (ReadText(ref reader), ReadText(ref reader)));
        Assert.True(reader.TryReadArrayHeader(out var shown));
        Assert.Equal(SlotExposure.MaxItems, shown);
        Assert.Equal("i0", ReadText(ref reader));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("<script>")]
    public void CapturedItemOutOfSyntax_IsLeftOut(string item)
    {
        var capture = new PageCapture { Item = item, Path = "/x" };
        var buffer = new byte[EntryWriter.Measure(capture)];
        var reader = new EntryReader(buffer.AsSpan(0, EntryWriter.WriteCapture(Ann, capture, Arrival, buffer)));
        ReadOnlySpan<byte> read = "before"u8;

        Assert.True(reader.TryReadHeader(out var header));
        Assert.True(reader.TryReadText(ref read));

        Assert.Equal(EntryKind.Capture, header.Kind);
        Assert.True(read.IsEmpty);
    }

    [Fact]
    public void DamagedEntry_IsRefusedWithoutAnException()
    {
        var full = new EdgeEvent
        {
            Type = EventType.Purchase,
            Time = Arrival,
            Item = "a",
            Id = 5,
            Value = 1,
            Currency = "EUR",
            Slot = "s",
            Query = "q",
            Properties = [new("k", "v")],
        };
        var entry = Write([full]);
        for (var length = 0; length < entry.Length; length++)
        {
            Assert.False(IsWhole(entry.AsSpan(0, length)), $"{length} of {entry.Length} bytes");
        }

        Assert.True(IsWhole(entry));
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = entry.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            IsWhole(damaged);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> entry)
    {
        var reader = new EntryReader(entry);
        EventRecord record = new();
        return reader.TryReadHeader(out _) && reader.TryReadCount(out _) && reader.TryReadEvent(ref record);
    }

    private static byte[] Write(EdgeEvent[] events)
    {
        var buffer = new byte[EntryWriter.Measure(events, 0, out var count)];
        return buffer[..EntryWriter.WriteEvents(Ann, events, 0, count, Arrival, buffer)];
    }

    private static string ReadText(ref MessagePackReader reader)
    {
        Assert.True(reader.TryReadString(out var text));
        return Text(text);
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
