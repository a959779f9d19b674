using System.Text;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Tests.Capture;

public sealed class EventJsonTests
{
    internal static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void FullEvent_KeepsEveryField()
    {
        var e = Single("""
            {"id":"e-1","type":"purchase","item":"sku:1","time":"2026-01-31T11:00:00Z","value":12.5,"currency":"eur","quantity":3,
             "slot":"recs","query":"röd skjorta","properties":{"color":"röd","size":42,"gift":true}}
            """);

        Assert.Equal(EventType.Purchase, e.Type);
        Assert.Equal("sku:1", e.Item);
        Assert.Equal(Now.AddHours(-1).ToUnixTimeMilliseconds(), e.Time);
        Assert.Equal(12.5, e.Value);
        Assert.Equal("EUR", e.Currency);
        Assert.Equal(3, e.Quantity);
        Assert.Equal("recs", e.Slot);
        Assert.Equal("röd skjorta", e.Query);
        Assert.Equal([new("color", "röd"), new("size", "42"), new("gift", "true")], e.Properties);
        Assert.NotEqual(UInt128.Zero, e.Id);
    }

    [Fact]
    public void TypeAlone_IsEnough()
    {
        var e = Single("""{"type":"view"}""");

        Assert.Equal(EventType.View, e.Type);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), e.Time);
        Assert.Equal(UInt128.Zero, e.Id);
        Assert.Null(e.Item);
        Assert.True(double.IsNaN(e.Value));
        Assert.Equal(1, e.Quantity);
        Assert.Empty(e.Properties);
    }

    [Fact]
    public void Array_KeepsItsOrder()
    {
        var batch = Parse("""[{"type":"view","item":"a"},{"type":"cart","item":"b"}]""");

        Assert.True(batch.IsValid);
        Assert.Equal(["a", "b"], batch.Events.Select(e => e.Item));
        Assert.Null(batch.Problem);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("click")]
    [InlineData("impression")]
    [InlineData("dwell")]
    [InlineData("search")]
    [InlineData("cart")]
    [InlineData("purchase")]
    [InlineData("custom")]
    public void EveryPublicType_IsAccepted(string type) =>
        Assert.Equal(type, Single($$"""{"type":"{{type}}"}""").Type.ToText());

    [Theory]
    [InlineData("2026-01-31T13:00:00+02:00", "2026-01-31T11:00:00Z")]
    [InlineData("2026-01-31T11:00:00", "2026-01-31T11:00:00Z")]
    [InlineData("2026-01-31T11:00:00.250Z", "2026-01-31T11:00:00.250Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T12:04:59Z", "2026-01-31T12:04:59Z")]
    [InlineData("2026-01-31T12:06:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2099-01-01T00:00:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z")]
    public void Time_IsUtcAndNeverFarAhead(string sent, string kept) =>
        Assert.Equal(
            DateTimeOffset.Parse(kept, System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(Single($$"""{"type":"view","time":"{{sent}}"}""").Time));

    [Theory]
    [InlineData("-0", 0)]
    [InlineData("0.0e5", 0)]
    [InlineData("1e12", 1e12)]
    [InlineData("12", 12)]
    public void Value_IsAPlainNumber(string sent, double kept)
    {
        var value = Single($$"""{"type":"dwell","value":{{sent}}}""").Value;

        Assert.Equal(kept, value);
        Assert.False(double.IsNegative(value));
    }

    [Fact]
    public void SameId_GivesTheSameBitsAndOthersDiffer()
    {
        var uuid = Single("""{"type":"view","id":"00112233-4455-6677-8899-aabbccddeeff"}""").Id;
        var hex = Single("""{"type":"view","id":"00112233445566778899AABBCCDDEEFF"}""").Id;

        Assert.Equal(new UInt128(0x0011223344556677, 0x8899aabbccddeeff), uuid);
        Assert.Equal(uuid, hex);
        Assert.Equal(Single("""{"type":"view","id":"a"}""").Id, Single("""{"type":"cart","id":"\u0061"}""").Id);
        Assert.NotEqual(Single("""{"type":"view","id":"a"}""").Id, Single("""{"type":"view","id":"b"}""").Id);
        Assert.NotEqual(UInt128.Zero, Single("""{"type":"view","id":"00000000-0000-0000-0000-000000000000"}""").Id);
    }

    [Fact]
    public void ByteOrderMarkAndEscapes_AreRead()
    {
        var e = EventJson.Parse(
            [0xEF, 0xBB, 0xBF, .. """{"ty\u0070e":"vi\u0065w","query":"\ud83d\ude00"}"""u8], EventLimits.Default, Now,
            false).Events[0];

        Assert.Equal(EventType.View, e.Type);
        Assert.Equal("😀", e.Query);
    }

    [Fact]
    public void FiftyEvents_AreAcceptedAndOneMoreIsNot()
    {
        Assert.Equal(50, Parse(Views(50)).Events.Count);

        var batch = Parse(Views(51));
        Assert.False(batch.IsValid);
        Assert.Equal(EventProblemKind.TooManyEvents, batch.Problem!.Kind);
        Assert.Equal("The body has more than 50 events; accepted is an array of 1 to 50.", batch.Problem.Message);
    }

    [Fact]
    public void BodyOverTheLimit_IsRefusedUnread()
    {
        var batch = EventJson.Parse(new byte[65_537], EventLimits.Default, Now, partial: true);

        Assert.Equal(EventProblemKind.TooManyBytes, batch.Problem!.Kind);
        Assert.Equal("The body has 65537 bytes; accepted is at most 65536.", batch.Problem.Message);
    }

    [Fact]
    public void OneBadEvent_RefusesTheWholeBatch()
    {
        var batch = Parse("""[{"type":"view"},{"type":"view","quantity":0},{"type":"view"}]""");

        Assert.False(batch.IsValid);
        Assert.Empty(batch.Events);
        Assert.Equal(
            "Event 1 has the value '0' in the field 'quantity'; accepted is a whole number from 1 to 10000.",
            batch.Problem!.Message);
        Assert.Equal((1, "quantity", "0"), (batch.Problem.Index, batch.Problem.Field, batch.Problem.Value));
    }

    [Fact]
    public void PartialBatch_LeavesBadEventsOut()
    {
        var batch = EventJson.Parse(
            """[{"type":"view","item":"a"},{"x":{"type":[{}]},"type":"view"},7,[[{"type":"view"}]],{"type":"view","item":"b"},{}]"""u8,
            EventLimits.Default, Now, partial: true);

        Assert.True(batch.IsValid);
        Assert.Equal(["a", "b"], batch.Events.Select(e => e.Item));
        Assert.Equal(4, batch.Rejected);
        Assert.Equal(1, batch.Problem!.Index);
    }

    [Fact]
    public void PartialSingleEvent_IsRejectedAlone()
    {
        var batch = EventJson.Parse("""{"type":"view","properties":{"a":[1]}}"""u8, EventLimits.Default, Now, partial: true);

        Assert.True(batch.IsValid);
        Assert.Empty(batch.Events);
        Assert.Equal(1, batch.Rejected);
    }

    [Theory]
    [InlineData("""{"type":"view","itm":"a"}""", "itm", "'item', or another of id, type,")]
    [InlineData("""{"type":"view","Item":"a"}""", "Item", "'item', or another of id, type,")]
    [InlineData("""{"type":"view","visitor":"a"}""", "visitor", "one of id, type,")]
    public void UnknownField_IsNamedWithItsNearMiss(string json, string field, string accepted)
    {
        var problem = Parse(json).Problem!;

        Assert.Equal(EventProblemKind.UnknownField, problem.Kind);
        Assert.Equal(field, problem.Field);
        Assert.StartsWith(accepted, problem.Accepted, StringComparison.Ordinal);
        Assert.StartsWith($"Event 0 has the unknown field '{field}'; accepted is ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongValue_IsCutInTheProblem()
    {
        var problem = Parse($$"""{"type":"{{new string('x', 63)}}😀{{new string('y', 500)}}"}""").Problem!;

        Assert.Equal(new string('x', 63), problem.Value);
        Assert.Equal("type", problem.Field);
    }

    private static string Views(int count) => "[" + string.Join(',', Enumerable.Repeat("""{"type":"view"}""", count)) + "]";

    private static EventBatch Parse(string json) =>
        EventJson.Parse(Encoding.UTF8.GetBytes(json), EventLimits.Default, Now, partial: false);

    private static EdgeEvent Single(string json)
    {
        var batch = Parse(json);
        Assert.True(batch.IsValid, batch.Problem?.Message);
        return Assert.Single(batch.Events);
    }
}
