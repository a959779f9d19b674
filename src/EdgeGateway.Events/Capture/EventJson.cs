using System.Text.Json;
using System.Text.Unicode;

namespace EdgeGateway.Events.Capture;

/// <summary>
/// Reads the body of an events request (RFC 8259): one event object or an array of them, with a closed schema.
/// Any bytes give a batch or a problem, never an exception.
/// </summary>
public static class EventJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Parses and checks a body.</summary>
    /// <param name="utf8Json">The body; a byte order mark is skipped.</param>
    /// <param name="limits">What it may hold.</param>
    /// <param name="now">Arrival: the time of events that carry none, and the base of the clock limits.</param>
    /// <param name="partial">True leaves out events with a problem instead of refusing the batch.</param>
    public static EventBatch Parse(ReadOnlySpan<byte> utf8Json, EventLimits limits, DateTimeOffset now, bool partial)
    {
        if (utf8Json.Length > limits.MaxBodyBytes)
        {
            return EventBatch.Refuse(new(-1, "", $"{utf8Json.Length} bytes", $"at most {limits.MaxBodyBytes}")
            {
                Kind = EventProblemKind.TooManyBytes,
            });
        }

        if (utf8Json.StartsWith(ByteOrderMark))
        {
            utf8Json = utf8Json[ByteOrderMark.Length..];
        }

        if (!Utf8.IsValid(utf8Json))
        {
            return EventBatch.Refuse(new(-1, "", "bytes that are not UTF-8", "JSON in UTF-8") { Kind = EventProblemKind.Body });
        }

        var parser = new EventParser(utf8Json, limits, now, partial);
        try
        {
            return parser.Parse();
        }
        catch (JsonException)
        {
            return EventBatch.Refuse(parser.NotJson());
        }
    }
}
