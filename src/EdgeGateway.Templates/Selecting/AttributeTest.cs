using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Selecting;

/// <summary>One condition on an attribute.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">In the encoding of the page.</param>
/// <param name="IgnoreCase">ASCII letters of either case are the same.</param>
internal sealed record AttributeTest(byte[] Name, AttributeOperator Operator, byte[] Value, bool IgnoreCase)
{
    /// <summary>True when this value, references decoded, meets the condition.</summary>
    public bool Matches(ReadOnlySpan<byte> actual) => Operator switch
    {
        AttributeOperator.Present => true,
        AttributeOperator.Equal => AreEqual(actual, Value),
        AttributeOperator.Word => Value.Length > 0 && HasWord(actual, Value, IgnoreCase),
        AttributeOperator.Dash => AreEqual(actual, Value)
            || (actual.Length > Value.Length && actual[Value.Length] == '-' && AreEqual(actual[..Value.Length], Value)),
        AttributeOperator.Prefix => Value.Length > 0 && actual.Length >= Value.Length && AreEqual(actual[..Value.Length], Value),
        AttributeOperator.Suffix => Value.Length > 0 && actual.Length >= Value.Length && AreEqual(actual[^Value.Length..], Value),
        _ => Value.Length > 0 && Contains(actual),
    };

    /// <summary>True when one of the words separated by white space is this one.</summary>
    public static bool HasWord(ReadOnlySpan<byte> words, ReadOnlySpan<byte> word, bool ignoreCase)
    {
        while (!words.IsEmpty)
        {
            var end = words.IndexOfAny(AsciiText.WhiteSpace);
            var first = end < 0 ? words : words[..end];
            if (first.Length == word.Length && (ignoreCase ? AsciiText.EqualsIgnoreCase(first, word) : first.SequenceEqual(word)))
            {
                return true;
            }

            words = end < 0 ? default : words[(end + 1)..];
        }

        return false;
    }

    private bool Contains(ReadOnlySpan<byte> actual)
    {
        if (!IgnoreCase)
        {
            return actual.IndexOf(Value) >= 0;
        }

        for (var at = 0; at + Value.Length <= actual.Length; at++)
        {
            if (AsciiText.EqualsIgnoreCase(actual.Slice(at, Value.Length), Value))
            {
                return true;
            }
        }

        return false;
    }

    private bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        IgnoreCase ? AsciiText.EqualsIgnoreCase(left, right) : left.SequenceEqual(right);
}
