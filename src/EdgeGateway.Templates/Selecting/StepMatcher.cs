using System.Net;
using System.Text;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Selecting;

/// <summary>Tests the conditions of a program's steps on the start tags of one page. Not thread-safe.</summary>
internal sealed class StepMatcher(SelectorProgram program, Encoding encoding)
{
    // Beyond these, looking up each name and then testing it against all others would grow with their square.
    private const int ManyAttributes = 64;
    private const int LongClasses = 4096;

    private readonly ulong[] _found = new ulong[program.Words];
    private readonly bool _isUtf8 = encoding.CodePage == Encoding.UTF8.CodePage;
    private bool _any;

    /// <summary>
    /// The steps whose own condition this element meets; null for none. Ids and classes ignore case in quirks mode.
    /// </summary>
    public ulong[]? Match(ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
        if (_found.Length == 0)
        {
            return null;
        }

        Array.Clear(_found);
        _any = false;
        var hasId = attributes.TryFind(html, "id"u8, out var id);
        var hasClass = attributes.TryFind(html, "class"u8, out var classes);
        var element = new Element(html, name, attributes, quirks)
        {
            Id = hasId ? Decode(id.Value.In(html)) : default,
            HasId = hasId,
            Classes = hasClass ? Decode(classes.Value.In(html)) : default,
        };
        Test(program.Index.Others, element);
        Test(program.Index.ForType(name), element);
        if (hasId && program.Index.UsesId)
        {
            Test(program.Index.ForId(element.Id), element);
        }

        if (hasClass && program.Index.UsesClass)
        {
            TestClasses(element);
        }

        if (program.Index.UsesAttribute && attributes.Count > ManyAttributes)
        {
            Test(program.Index.WithAttribute, element);
        }
        else if (program.Index.UsesAttribute)
        {
            foreach (ref readonly var attribute in attributes.Items)
            {
                Test(program.Index.ForAttribute(attribute.Name.In(html)), element);
            }
        }

        return _any ? _found.AsSpan().ToArray() : null;
    }

    private void TestClasses(in Element element)
    {
        if (element.Classes.Length > LongClasses)
        {
            Test(program.Index.WithClass, element);
            return;
        }

        var words = element.Classes;
        while (!words.IsEmpty)
        {
            var end = words.IndexOfAny(AsciiText.WhiteSpace);
            Test(program.Index.ForClass(end < 0 ? words : words[..end]), element);
            words = end < 0 ? default : words[(end + 1)..];
        }
    }

    private void Test(int[]? numbers, in Element element)
    {
        foreach (var number in numbers ?? [])
        {
            if (Meets(program.Steps[number], element))
            {
                _found[number >> 6] |= 1UL << number;
                _any = true;
            }
        }
    }

    private bool Meets(SelectorStep step, in Element element)
    {
        if (step.Type is not null && !AsciiText.EqualsIgnoreCase(element.Name, step.Type))
        {
            return false;
        }

        if (step.Id is not null && !(element.HasId && IsSame(element.Id, step.Id, element.Quirks)))
        {
            return false;
        }

        foreach (var name in step.Classes)
        {
            if (!AttributeTest.HasWord(element.Classes, name, element.Quirks))
            {
                return false;
            }
        }

        foreach (var test in step.Attributes)
        {
            if (!element.Attributes.TryFind(element.Html, test.Name, out var attribute)
                || !test.Matches(Decode(attribute.Value.In(element.Html))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool ignoreCase) =>
        ignoreCase ? AsciiText.EqualsIgnoreCase(left, right) : left.SequenceEqual(right);

    /// <summary>The value as UTF-8 with character references resolved; nearly all values are that already.</summary>
    private ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> value) =>
        value.ContainsAny((byte)'&', (byte)'\r') || (!_isUtf8 && !System.Text.Ascii.IsValid(value)) ? DecodeText(value) : value;

    private byte[] DecodeText(ReadOnlySpan<byte> value)
    {
        var text = encoding.GetString(value).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(text));
    }

    private readonly ref struct Element(ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
        public ReadOnlySpan<byte> Html { get; } = html;

        public ReadOnlySpan<byte> Name { get; } = name;

        public AttributeList Attributes { get; } = attributes;

        public bool Quirks { get; } = quirks;

        public ReadOnlySpan<byte> Id { get; init; }

        public bool HasId { get; init; }

        public ReadOnlySpan<byte> Classes { get; init; }
    }
}
