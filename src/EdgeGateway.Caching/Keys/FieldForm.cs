using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// One spelling for request fields that mean the same (RFC 9111 section 4.1): lines are joined, white space around commas goes,
/// and languages lose their case and stand in the order of their weights. What is keyed is also what the origin is sent, so no
/// spelling can change a page that others get. Makes no garbage.
/// </summary>
internal static class FieldForm
{
    /// <summary>A longer value is taken as it was written.</summary>
    public const int MaxLength = 512;

    private const int MaxLanguages = 32;
    private const int MaxWeight = 1000;

    /// <summary>Writes the one spelling; false when the value is too long or too odd to have one.</summary>
    public static bool TryWrite(string name, StringValues values, Span<char> target, out int length)
    {
        Span<char> joined = stackalloc char[MaxLength];
        if (!TryJoin(values, name.Equals("accept-language", StringComparison.OrdinalIgnoreCase) ? joined : target, out length))
        {
            return false;
        }

        return !name.Equals("accept-language", StringComparison.OrdinalIgnoreCase)
            || TryOrder(joined[..length], target, out length);
    }

    /// <summary>The one spelling as a value; what has none stays.</summary>
    public static StringValues Of(string name, StringValues values)
    {
        Span<char> form = stackalloc char[MaxLength];
        if (values.Count == 0 || !TryWrite(name, values, form, out var length))
        {
            return values;
        }

        return values is [{ } only] && form[..length].SequenceEqual(only) ? values : form[..length].ToString();
    }

    private static bool TryJoin(StringValues values, Span<char> target, out int length)
    {
        length = 0;
        foreach (var line in values)
        {
            // Commas inside quotes and comments are no separators: such values keep their shape.
            if (line is null || line.Length + length + 1 > target.Length || line.AsSpan().ContainsAny("\"("))
            {
                return false;
            }

            if (length > 0)
            {
                target[length++] = ',';
            }

            foreach (var range in line.AsSpan().Split(','))
            {
                length += range.Start.Value > 0 ? Put(",", target[length..]) : 0;
                length += Put(line.AsSpan(range).Trim(" \t"), target[length..]);
            }
        }

        return true;
    }

    private static int Put(ReadOnlySpan<char> text, Span<char> target)
    {
        text.CopyTo(target);
        return text.Length;
    }

    private static bool TryOrder(Span<char> list, Span<char> target, out int length)
    {
        length = 0;
        Span<Range> elements = stackalloc Range[MaxLanguages + 1];
        Span<int> weights = stackalloc int[MaxLanguages];
        list = Compact(list, target);
        var count = MemoryExtensions.Split(list, elements, ',');
        if (count > MaxLanguages)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            weights[i] = WeightOf(list[elements[i]]);
        }

        Sort(list, elements[..count], weights);
        foreach (var element in elements[..count])
        {
            length += length > 0 ? Put(",", target[length..]) : 0;
            length += Put(list[element], target[length..]);
        }

        return true;
    }

    /// <summary>In lower case and without blanks, which mean nothing within a language and its weight either.</summary>
    private static Span<char> Compact(Span<char> list, Span<char> room)
    {
        MemoryExtensions.ToLowerInvariant(list, room);
        var length = 0;
        foreach (var letter in room[..list.Length])
        {
            if (letter is not (' ' or '\t'))
            {
                list[length++] = letter;
            }
        }

        return list[..length];
    }

    /// <summary>The heaviest first; among equals the order of the alphabet, since theirs means nothing.</summary>
    private static void Sort(ReadOnlySpan<char> list, Span<Range> elements, Span<int> weights)
    {
        for (var i = 1; i < elements.Length; i++)
        {
            for (var j = i; j > 0 && Before(list, elements[j], weights[j], elements[j - 1], weights[j - 1]); j--)
            {
                (elements[j], elements[j - 1]) = (elements[j - 1], elements[j]);
                (weights[j], weights[j - 1]) = (weights[j - 1], weights[j]);
            }
        }
    }

    private static bool Before(ReadOnlySpan<char> list, Range left, int leftWeight, Range right, int rightWeight) =>
        leftWeight > rightWeight
        || (leftWeight == rightWeight && list[left].SequenceCompareTo(list[right]) < 0);

    private static int WeightOf(ReadOnlySpan<char> element)
    {
        var semicolon = element.IndexOf(';');
        if (semicolon < 0)
        {
            return MaxWeight;
        }

        var parameter = element[(semicolon + 1)..].Trim(" \t");
        return parameter.StartsWith("q=")
            && decimal.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            && weight is >= 0 and <= 1
            ? (int)(weight * MaxWeight)
            : 0;
    }
}
