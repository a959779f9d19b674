using System.Text;
using EdgeGateway.Events.Applying;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Events.Tests.Capture;

/// <summary>
/// Seeded mutations of good bodies: whatever the bytes, the answer is a problem or a batch that keeps the rules.
/// </summary>
public sealed class EventJsonFuzzTests
{
    private static readonly string[] Bodies =
    [
        """{"id":"e-1","type":"purchase","item":"sku:1","time":"2026-01-31T11:00:00Z","value":12.5,"currency":"EUR","quantity":3}""",
        """[{"type":"view","item":"a"},{"type":"search","query":"r\u00f6d 😀","properties":{"a":"b","n":-1.5e3,"t":true}}]""",
        """{"type":"click","slot":"recs","item":"x","properties":{"long":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}""",
    ];

    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "\\ud800", "\\u0000", "1e999", "-", "null", "true", "type", "\"item\":", "\uFEFF",
        "\\", "\"type\":\"view\",", "99999999999999999999", "😀", "properties", "2026-01-31T25:00:00Z",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void MutatedBody_NeverThrowsAndNeverPassesWhatIsNotAccepted(int seed)
    {
        var random = new Random(seed);
        var accepted = 0;
        for (var round = 0; round < 25_000; round++)
        {
            var body = Mutate(Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)]), random);

            var batch = EventJson.Parse(body, EventLimits.Default, EventJsonTests.Now, partial: random.Next(2) == 0);

            Assert.True(batch.IsValid || batch.Problem is { Message.Length: > 0 });
            foreach (var e in batch.Events)
            {
                AssertConforming(e);
                accepted++;
            }

            AssertWritable(batch.Events);
        }

        Assert.InRange(accepted, 1_000, int.MaxValue);
    }

    [Fact]
    public void RandomBytes_NeverThrow()
    {
        var random = new Random(5);
        var body = new byte[200];
        for (var round = 0; round < 20_000; round++)
        {
            random.NextBytes(body);

            var batch = EventJson.Parse(body.AsSpan(0, random.Next(body.Length)), EventLimits.Default, EventJsonTests.Now, true);

            Assert.False(batch.IsValid);
        }
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)));
                    break;
                default:
                    bytes[at] = (byte)"0123456789\"aeE.-+"[random.Next(17)];
                    break;
            }
        }

        return [.. bytes];
    }

    private static void AssertConforming(EdgeEvent e)
    {
        Assert.InRange(e.Type, EventType.View, EventType.Custom);
        Assert.InRange(e.Quantity, 1, 10_000);
        Assert.True(double.IsNaN(e.Value) || e.Value is >= 0 and <= 1e12);
        Assert.True(e.Item is null || IdSyntax.IsValid(e.Item));
        Assert.True(e.Slot is null || IdSyntax.IsValid(e.Slot, 64));
        Assert.True(e.Query is null || !e.Query.Any(char.IsControl));
        var time = DateTimeOffset.FromUnixTimeMilliseconds(e.Time);
        Assert.InRange(time, EventJsonTests.Now.AddDays(-30), EventJsonTests.Now.AddMinutes(5));
        Assert.InRange(e.Properties.Count, 0, 16);
    }

    private static void AssertWritable(IReadOnlyList<EdgeEvent> events)
    {
        if (events.Count > 0)
        {
            var buffer = new byte[EntryWriter.Measure(events, 0, out var count)];
            EntryWriter.WriteEvents(new VisitorId(1, 1), events, 0, count, 0, buffer);
            Assert.Equal(events.Count, count);
        }
    }
}
