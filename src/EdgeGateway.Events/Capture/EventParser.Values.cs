using System.Text.Json;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Capture;

/// <content>The values: each is checked where it is read, and each refusal says what is accepted.</content>
internal ref partial struct EventParser
{
    private const string AcceptedTypes = "one of " + EventTypeText.Accepted;
    private const double MaxValue = 1e12;
    private const int MaxQuantity = 10_000;
    private const int EscapedBytesPerChar = 6;      // \u0041

    private bool ReadValue(EventField field, ref EventMembers members) => field switch
    {
        EventField.Id => ReadEventId(ref members.Id),
        EventField.Type => ReadType(ref members.Type),
        EventField.Item => ReadId(field, IdSyntax.MaxLength, IdSyntax.Accepted, ref members.Item),
        EventField.Time => ReadTime(ref members.Time),
        EventField.Value => ReadNumber(ref members.Value),
        EventField.Currency => ReadCurrency(ref members.Currency),
        EventField.Quantity => ReadQuantity(ref members.Quantity),
        EventField.Slot => ReadId(field, IdSyntax.MaxShortLength, IdSyntax.AcceptedShort, ref members.Slot),
        EventField.Query => ReadQuery(ref members.Query),
        _ => ReadProperties(ref members.Properties),
    };

    private bool Refuse(EventField field, string accepted) =>
        Fail(EventProblemKind.Value, field.ToText(), TokenText(), accepted);

    private bool ReadEventId(ref UInt128 id)
    {
        string? text = null;
        if (!ReadId(EventField.Id, IdSyntax.MaxLength, IdSyntax.Accepted, ref text))
        {
            return false;
        }

        id = EventId.FromText(text);
        return true;
    }

    private bool ReadType(ref EventType type)
    {
        if (!ReadText(16, out var text) || !EventTypeText.TryParse(text, out type) || type == EventType.Exposure)
        {
            return Refuse(EventField.Type, AcceptedTypes);
        }

        return true;
    }

    private bool ReadId(EventField field, int maxLength, string accepted, ref string? id)
    {
        if (!ReadText(maxLength, out var text) || !IdSyntax.IsValid(text, maxLength))
        {
            return Refuse(field, accepted);
        }

        id = text;
        return true;
    }

    private bool ReadTime(ref long time)
    {
        if (!TryGetUtc(out var sent) || sent < _now - (long)_limits.MaxAge.TotalMilliseconds)
        {
            var days = (int)_limits.MaxAge.TotalDays;
            return Refuse(EventField.Time, $"an ISO 8601 time such as 2026-01-31T12:00:00Z, not older than {days} days");
        }

        time = sent > _now + (long)_limits.MaxAhead.TotalMilliseconds ? _now : sent;
        return true;
    }

    // A time without an offset is UTC: the sender's zone is unknown and the server's means nothing to it.
    private readonly bool TryGetUtc(out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if (_reader.TokenType != JsonTokenType.String || !IsText() || !_reader.TryGetDateTimeOffset(out var time))
        {
            return false;
        }

        unixMilliseconds = _reader.TryGetDateTime(out var plain) && plain.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(plain, TimeSpan.Zero).ToUnixTimeMilliseconds()
            : time.ToUnixTimeMilliseconds();
        return true;
    }

    private bool ReadNumber(ref double value)
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetDouble(out var number)
            || !(number is >= 0 and <= MaxValue) || (number == 0 && HasDigitAboveZero(_reader.ValueSpan)))
        {
            return Refuse(EventField.Value, "a number from 0 to 1000000000000");
        }

        value = number == 0 ? 0 : number;       // -0 is 0
        return true;
    }

    // 0.1e-400 is not zero, it is too small for a double.
    private static bool HasDigitAboveZero(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? number : number[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }

    private bool ReadCurrency(ref string? currency)
    {
        if (!ReadText(3, out var text) || text.Length != 3 || !text.All(char.IsAsciiLetter))
        {
            return Refuse(EventField.Currency, "three letters (ISO 4217)");
        }

        currency = text.ToUpperInvariant();
        return true;
    }

    private bool ReadQuantity(ref int quantity)
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out var number) || number is < 1 or > MaxQuantity)
        {
            return Refuse(EventField.Quantity, "a whole number from 1 to 10000");
        }

        quantity = number;
        return true;
    }

    private bool ReadQuery(ref string? query)
    {
        if (!ReadText(_limits.MaxQueryLength, out var text) || text.Length == 0 || text.Any(char.IsControl))
        {
            return Refuse(EventField.Query, $"1 to {_limits.MaxQueryLength} characters without control characters");
        }

        query = text;
        return true;
    }

    private bool ReadProperties(ref KeyValuePair<string, string>[]? properties)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return Refuse(EventField.Properties, "an object of names and texts, numbers or truth values");
        }

        var read = new List<KeyValuePair<string, string>>();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadProperty(read))
            {
                return false;
            }
        }

        properties = [.. read];
        return true;
    }

    private bool ReadProperty(List<KeyValuePair<string, string>> read)
    {
        if (!ReadText(IdSyntax.MaxShortLength, out var name) || !IdSyntax.IsValid(name, IdSyntax.MaxShortLength))
        {
            return Fail(EventProblemKind.Value, "properties", TokenText(), "a name of " + IdSyntax.AcceptedShort);
        }

        if (read.Exists(property => property.Key == name))
        {
            return Fail(EventProblemKind.DuplicateField, "properties." + name, "", "each field once");
        }

        if (read.Count == _limits.MaxProperties)
        {
            return Fail(EventProblemKind.Value, "properties", name, $"at most {_limits.MaxProperties} properties");
        }

        _reader.Read();
        if (!ReadPropertyText(out var text))
        {
            var accepted = $"a text of up to {_limits.MaxPropertyLength} characters without control characters";
            return Fail(EventProblemKind.Value, "properties." + name, TokenText(), accepted + ", a number, true or false");
        }

        read.Add(new(name, text));
        return true;
    }

    private readonly bool ReadPropertyText(out string text)
    {
        text = "";
        switch (_reader.TokenType)
        {
            case JsonTokenType.String:
                return ReadText(_limits.MaxPropertyLength, out text) && !text.Any(char.IsControl);
            case JsonTokenType.True or JsonTokenType.False:
                text = _reader.TokenType == JsonTokenType.True ? "true" : "false";
                return true;
            case JsonTokenType.Number when _reader.ValueSpan.Length <= 64 && _reader.TryGetDouble(out var number):
                text = RawText();
                return double.IsFinite(number);
            default:
                return false;
        }
    }

    // The raw length is checked first, so that a long value is refused without being copied.
    private readonly bool ReadText(int maxLength, out string text)
    {
        text = "";
        return _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
            && _reader.ValueSpan.Length <= maxLength * EscapedBytesPerChar
            && TryGetString(out text)
            && text.Length <= maxLength;
    }
}
