namespace EdgeGateway.Templates.Tokenizing;

/// <summary>RCDATA, raw text and scripts: WHATWG HTML 13.2.5.2 to 13.2.5.4 and 13.2.5.9 to 13.2.5.31.</summary>
internal ref partial struct HtmlTokenizer
{
    /// <summary>The longest mark inside raw text, such as an end tag with the byte after its name, is shorter.</summary>
    private const int MarkLength = 16;

    /// <summary>Emits the text before the end tag, or goes straight to the end tag where there is no text.</summary>
    private void ReadRawText(int end)
    {
        if (end < 0)
        {
            ReadOpenRawText();
            return;
        }

        _mode = TextMode.Data;
        Script = ScriptState.Plain;
        if (end > _position)
        {
            Emit(TokenKind.Text, end);
        }
        else
        {
            ReadTag(TokenKind.EndTag, end + 2);
        }
    }

    /// <summary>The bytes end before the text does. When more may follow, all that is certain is read as text of its own.</summary>
    private void ReadOpenRawText()
    {
        if (!MayContinue)
        {
            EmitUnfinished(TokenKind.Text, new ByteRange(_position, _html.Length));
            return;
        }

        IsCut = _certainEnd <= _position;
        if (!IsCut)
        {
            Emit(TokenKind.Text, _certainEnd);
        }
    }

    private int FindRawTextEnd()
    {
        _certainEnd = _html.Length - MarkLength;
        for (var at = _position; ;)
        {
            var found = _html[at..].IndexOf("</"u8);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (IsOwnEndTag(at))
            {
                return at;
            }

            at += 2;
        }
    }

    /// <summary>
    /// Walks a script: <c>&lt;!--</c> escapes, a <c>&lt;script</c> inside that escapes doubly, and in the latter the end
    /// tag only leads back to escaped. <c>--&gt;</c> ends both.
    /// </summary>
    private int FindScriptEnd()
    {
        for (var at = _position; at < _html.Length;)
        {
            var found = _html[at..].IndexOfAny(AsciiText.ScriptMarks);
            if (found < 0)
            {
                break;
            }

            at += found;
            if (_html[at] == '-')
            {
                var dashes = at;
                at = SkipDashes(at);
                if (at == _html.Length)
                {
                    // Of a row of dashes only the last two matter.
                    _certainEnd = Math.Max(dashes, at - 2);
                    return -1;
                }

                Script = at - dashes >= 2 && _html[at] == '>' ? ScriptState.Plain : Script;
                continue;
            }

            if (MayContinue && _html.Length - at < MarkLength)
            {
                _certainEnd = at;
                return -1;
            }

            if (Script != ScriptState.DoubleEscaped && IsOwnEndTag(at))
            {
                return at;
            }

            at++;
            Script = NextState(at);
        }

        _certainEnd = _html.Length;
        return -1;
    }

    /// <summary>The state behind a <c>&lt;</c>.</summary>
    private readonly ScriptState NextState(int at) => Script switch
    {
        // The dashes stay unread: '<!-->' escapes and at once ends.
        ScriptState.Plain => _html[at..].StartsWith("!--"u8) ? ScriptState.Escaped : Script,
        ScriptState.Escaped => IsScriptWord(at) ? ScriptState.DoubleEscaped : Script,
        _ => at < _html.Length && _html[at] == '/' && IsScriptWord(at + 1) ? ScriptState.Escaped : Script,
    };

    private readonly int SkipDashes(int at)
    {
        while (at < _html.Length && _html[at] == '-')
        {
            at++;
        }

        return at;
    }

    private readonly bool IsScriptWord(int at) => IsNameAt(at, "script"u8);

    private readonly bool IsOwnEndTag(int at) =>
        at + 1 < _html.Length && _html[at + 1] == '/' && !_rawName.IsEmpty && IsNameAt(at + 2, _rawName);

    private readonly bool IsNameAt(int at, ReadOnlySpan<byte> name)
    {
        var end = at + name.Length;
        return end < _html.Length
            && AsciiText.EqualsIgnoreCase(_html[at..end], name)
            && (AsciiText.IsWhiteSpace(_html[end]) || _html[end] is (byte)'/' or (byte)'>');
    }
}
