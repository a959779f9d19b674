using System.Globalization;
using System.Text;

namespace EdgeGateway.Templates.Selecting;

/// <summary>Names, strings and escapes: CSS Syntax Level 3, section 4.3.</summary>
internal ref partial struct SelectorReader
{
    private string ReadString()
    {
        var start = _at;
        var quote = text[_at++];
        var value = new StringBuilder();
        while (!AtEnd && Next != quote)
        {
            ReadCharacter(value);
        }

        if (AtEnd)
        {
            throw new SelectorException(
                start + 1, $"The string that begins at column {start + 1} of the selector '{text}' has no end.");
        }

        _at++;
        return value.ToString();
    }

    private string ReadName()
    {
        if (!IsNameStart())
        {
            throw Unexpected();
        }

        var value = new StringBuilder();
        while (char.IsAsciiLetterOrDigit(Next) || Next is '_' or '-' or '\\' or > '\x7F')
        {
            ReadCharacter(value);
        }

        return value.ToString();
    }

    private readonly bool IsNameStart()
    {
        var at = Next == '-' ? _at + 1 : _at;
        return at < text.Length
            && (char.IsAsciiLetter(text[at]) || text[at] is '_' or '\\' or > '\x7F' || (text[at] == '-' && at > _at));
    }

    private void ReadCharacter(StringBuilder value)
    {
        if (Next != '\\')
        {
            value.Append(text[_at++]);
            return;
        }

        ReadEscape(value);
    }

    /// <summary>Up to six hexadecimal digits and one space, or the character itself.</summary>
    private void ReadEscape(StringBuilder value)
    {
        _at++;
        if (AtEnd)
        {
            throw Unexpected();
        }

        var start = _at;
        while (_at - start < 6 && char.IsAsciiHexDigit(Next))
        {
            _at++;
        }

        if (_at == start)
        {
            value.Append(text[_at++]);
            return;
        }

        var code = int.Parse(text.AsSpan(start, _at - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        value.Append(Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : "\uFFFD");
        if (Next is ' ' or '\t' or '\n')
        {
            _at++;
        }
    }

    private bool SkipWhiteSpace()
    {
        var start = _at;
        while (Next is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            _at++;
        }

        return _at > start;
    }
}
