using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>
/// Walks a list of <c>token [ "=" ( token / quoted-string ) ]</c> over all lines of a field (RFC 9111 section 5.2) and stops,
/// with <see cref="Malformed"/>, at the first thing that is not one. Parameters behind a value are skipped where the syntax has them.
/// </summary>
internal ref struct DirectiveReader(StringValues lines, DirectiveSyntax syntax)
{
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Keys of a structured field (RFC 9651 section 3.1.2).</summary>
    private static readonly SearchValues<char> KeyChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.*");

    private readonly StringValues _lines = lines;
    private readonly DirectiveSyntax _syntax = syntax;
    private ReadOnlySpan<char> _rest;
    private int _line;

    /// <summary>The directive's name as written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>The argument without quotes; escapes are left in place. Empty when there is none.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    public bool HasValue { get; private set; }

    public bool IsQuoted { get; private set; }

    public bool Malformed { get; private set; }

    public bool MoveNext()
    {
        if (Malformed || !SkipToElement())
        {
            return false;
        }

        Name = ReadToken();
        Value = default;
        HasValue = IsQuoted = false;
        var good = IsName(Name) && ReadValue() && SkipParameters() && AtElementEnd();
        Malformed = !good;
        return good;
    }

    private bool SkipToElement()
    {
        while (true)
        {
            _rest = _rest.TrimStart(" \t,");
            if (_rest.Length > 0)
            {
                return true;
            }

            if (_line >= _lines.Count)
            {
                return false;
            }

            _rest = _lines[_line++];
        }
    }

    private readonly bool IsName(ReadOnlySpan<char> token) =>
        token.Length > 0 && (_syntax != DirectiveSyntax.Structured || (!token.ContainsAnyExcept(KeyChars) && (token[0] is '*' or (>= 'a' and <= 'z'))));

    private ReadOnlySpan<char> ReadToken()
    {
        var end = _rest.IndexOfAnyExcept(TokenChars);
        var token = end < 0 ? _rest : _rest[..end];
        _rest = _rest[token.Length..];
        return token;
    }

    private bool ReadValue()
    {
        if (_rest.Length == 0 || _rest[0] != '=')
        {
            return true;
        }

        _rest = _rest[1..];
        HasValue = true;
        if (_rest.Length == 0 || _rest[0] != '"')
        {
            Value = ReadToken();
            return Value.Length > 0;
        }

        IsQuoted = true;
        return ReadQuoted();
    }

    private bool ReadQuoted()
    {
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '\\')
            {
                i++;
            }
            else if (_rest[i] == '"')
            {
                Value = _rest[1..i];
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private bool SkipParameters()
    {
        while (_syntax != DirectiveSyntax.Plain && _rest.TrimStart(' ') is [';', ..] parameters)
        {
            _rest = parameters[1..].TrimStart(' ');
            var value = Value;
            var (hasValue, quoted) = (HasValue, IsQuoted);
            if (ReadToken().Length == 0 || !ReadValue())
            {
                return false;
            }

            Value = value;
            (HasValue, IsQuoted) = (hasValue, quoted);
        }

        return true;
    }

    private bool AtElementEnd()
    {
        _rest = _rest.TrimStart(" \t");
        return _rest.Length == 0 || _rest[0] == ',';
    }
}
