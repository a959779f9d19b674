namespace EdgeGateway.Templates.Tokenizing;

/// <summary>RCDATA, raw text and scripts: WHATWG HTML 13.2.5.2 to 13.2.5.4 and 13.2.5.9 to 13.2.5.31.</summary>
internal ref partial struct HtmlTokenizer
{
    private enum ScriptState : byte
    {
        Plain,
        Escaped,
        DoubleEscaped,
    }

    /// <summary>Emits the text before the end tag, or goes straight to the end tag where there is no text.</summary>
    private void ReadRawText(int end)
    {
        if (end < 0)
        {
            EmitUnfinished(TokenKind.Text, new ByteRange(_position, _html.Length));
            return;
        }

        _mode = TextMode.Data;
        if (end > _position)
        {
            Emit(TokenKind.Text, end);
        }
        else
        {
            ReadTag(TokenKind.EndTag, end + 2);
        }
    }

    private readonly int FindRawTextEnd()
    {
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
    private readonly int FindScriptEnd()
    {
        var state = ScriptState.Plain;
        for (var at = _position; at < _html.Length;)
        {
            var found = _html[at..].IndexOfAny(AsciiText.ScriptMarks);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (_html[at] == '-')
            {
                var dashes = at;
                at = SkipDashes(at);
                if (at - dashes >= 2 && at < _html.Length && _html[at] == '>')
                {
                    state = ScriptState.Plain;
                }

                continue;
            }

            if (state != ScriptState.DoubleEscaped && IsOwnEndTag(at))
            {
                return at;
            }

            at++;
            if (state == ScriptState.Plain)
            {
                // The dashes stay unread: '<!-->' escapes and at once ends.
                state = _html[at..].StartsWith("!--"u8) ? ScriptState.Escaped : state;
            }
            else if (state == ScriptState.Escaped && IsScriptWord(at))
            {
                state = ScriptState.DoubleEscaped;
            }
            else if (state == ScriptState.DoubleEscaped && at < _html.Length && _html[at] == '/' && IsScriptWord(at + 1))
            {
                state = ScriptState.Escaped;
            }
        }

        return -1;
    }

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
