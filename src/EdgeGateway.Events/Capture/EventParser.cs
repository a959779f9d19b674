using System.Text;
using System.Text.Json;

namespace EdgeGateway.Events.Capture;

/// <summary>
/// Walks the body once. Takes valid UTF-8, gives a batch; broken JSON leaves as <see cref="JsonException"/> from the
/// reader. The first problem ends the walk, or only its event when a part of the batch was asked for.
/// </summary>
internal ref partial struct EventParser
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly EventLimits _limits;
    private readonly long _now;
    private readonly bool _partial;
    private Utf8JsonReader _reader;
    private int _index;
    private EventProblem? _problem;

    public EventParser(ReadOnlySpan<byte> json, EventLimits limits, DateTimeOffset now, bool partial)
    {
        _json = json;
        _limits = limits;
        _now = now.ToUnixTimeMilliseconds();
        _partial = partial;
        _reader = new Utf8JsonReader(json);
    }

    private readonly string AcceptedBody => $"an event object or an array of 1 to {_limits.MaxEvents}";

    public EventBatch Parse()
    {
        _reader.Read();
        var batch = _reader.TokenType switch
        {
            JsonTokenType.StartObject => ParseOne(),
            JsonTokenType.StartArray => ParseArray(),
            _ => EventBatch.Refuse(BodyProblem(-1, TokenText(), AcceptedBody)),
        };

        if (batch.IsValid)
        {
            _reader.Read();     // throws when something follows the value
        }

        return batch;
    }

    /// <summary>The problem of a body the reader gave up on.</summary>
    public readonly EventProblem NotJson()
    {
        var rest = _json[(int)Math.Min(_reader.BytesConsumed, _json.Length)..];
        var excerpt = Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, EventProblem.MaxValueLength)]).TrimEnd('\uFFFD');
        return BodyProblem(-1, excerpt, "JSON: " + AcceptedBody);
    }

    private EventBatch ParseOne()
    {
        if (ParseEvent() is { } single)
        {
            return EventBatch.Accept([single], null, 0);
        }

        return _partial ? SkipRejected() : EventBatch.Refuse(_problem!);
    }

    private EventBatch SkipRejected()
    {
        SkipToEndOf(depth: 0);
        return EventBatch.Accept([], _problem, 1);
    }

    private EventBatch ParseArray()
    {
        var events = new List<EdgeEvent>();
        EventProblem? first = null;
        for (; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; _index++)
        {
            if (_index == _limits.MaxEvents)
            {
                var limit = _limits.MaxEvents;
                return EventBatch.Refuse(new(-1, "", $"more than {limit} events", $"an array of 1 to {limit}")
                {
                    Kind = EventProblemKind.TooManyEvents,
                });
            }

            if (ParseEvent() is { } parsed)
            {
                events.Add(parsed);
                continue;
            }

            first ??= _problem;
            if (!_partial)
            {
                return EventBatch.Refuse(first!);
            }

            SkipToEndOf(depth: 1);
        }

        return _index == 0
            ? EventBatch.Refuse(BodyProblem(-1, "[]", AcceptedBody))
            : EventBatch.Accept(events, first, _index - events.Count);
    }

    // Leaves the event at `depth` behind, from wherever inside it the problem was.
    private void SkipToEndOf(int depth)
    {
        while (_reader.CurrentDepth > depth || _reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _reader.Read();
        }
    }

    private EdgeEvent? ParseEvent()
    {
        _problem = null;
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _problem = BodyProblem(_index, TokenText(), "an event object");
            return null;
        }

        var members = new EventMembers { Time = _now };
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadMember(ref members))
            {
                return null;
            }
        }

        return members.Has(EventField.Type) || Fail(EventProblemKind.MissingField, "type", "", AcceptedTypes)
            ? members.ToEvent()
            : null;
    }

    private bool ReadMember(ref EventMembers members)
    {
        if (!IsText() || !EventFieldText.TryRead(in _reader, out var field))
        {
            var name = EventProblem.Cut(TokenText());
            return Fail(EventProblemKind.UnknownField, name, "", EventFieldText.AcceptedFor(name));
        }

        if (!members.Add(field))
        {
            return Fail(EventProblemKind.DuplicateField, field.ToText(), "", "each field once");
        }

        _reader.Read();
        return ReadValue(field, ref members);
    }

    private static EventProblem BodyProblem(int index, string value, string accepted) =>
        new(index, "", EventProblem.Cut(value), accepted) { Kind = EventProblemKind.Body };

    private bool Fail(EventProblemKind kind, string field, string value, string accepted)
    {
        _problem = new(_index, field, EventProblem.Cut(value), accepted) { Kind = kind };
        return false;
    }

    // What the sender wrote, unescaped where that is possible, for a message only.
    private readonly string TokenText() => _reader.TokenType switch
    {
        JsonTokenType.StartObject => "{",
        JsonTokenType.StartArray => "[",
        JsonTokenType.String or JsonTokenType.PropertyName => TryGetString(out var text) ? text : RawText(),
        _ => RawText(),
    };

    private readonly string RawText()
    {
        var raw = _reader.ValueSpan;
        return Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, 4 * EventProblem.MaxValueLength)]);
    }

    // Asked before the reader's own comparisons and conversions, which throw on an escaped lone surrogate.
    private readonly bool IsText() => !_reader.ValueIsEscaped || TryGetString(out _);

    // An escaped lone surrogate has no UTF-16 text: the reader says so with InvalidOperationException.
    private readonly bool TryGetString(out string text)
    {
        try
        {
            text = _reader.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }
}
