namespace EdgeGateway.Templates.Tokenizing;

/// <summary>Comments, doctype and CDATA sections: WHATWG HTML 13.2.5.41 to 13.2.5.71.</summary>
internal ref partial struct HtmlTokenizer
{
    private void ReadDeclaration()
    {
        var rest = _html[(_position + 2)..];
        if (rest.StartsWith("--"u8))
        {
            ReadComment();
        }
        else if (AsciiText.StartsWithIgnoreCase(rest, "doctype"u8))
        {
            ReadDoctype();
        }
        else if (AllowCData && rest.StartsWith("[CDATA["u8))
        {
            ReadCData(_position, _position + "<![CDATA["u8.Length);
        }
        else
        {
            ReadBogusComment(_position + 2);
        }
    }

    private void ReadComment()
    {
        var start = _position + "<!--"u8.Length;
        var rest = _html[start..];
        if (rest.StartsWith(">"u8) || rest.StartsWith("->"u8))
        {
            Emit(TokenKind.Comment, start + rest.IndexOf((byte)'>') + 1, new ByteRange(start, start));
            return;
        }

        for (var at = start; ;)
        {
            var found = _html[at..].IndexOf("--"u8);
            if (found < 0)
            {
                EmitUnfinished(TokenKind.Comment, new ByteRange(start, WithoutDashes(start)));
                return;
            }

            at += found + 2;
            while (at < _html.Length && _html[at] == '-')
            {
                at++;
            }

            // '--!>' ends a comment as well (incorrectly-closed-comment).
            var close = at < _html.Length && _html[at] == '!' ? at + 1 : at;
            if (close < _html.Length && _html[close] == '>')
            {
                Emit(TokenKind.Comment, close + 1, new ByteRange(start, at - 2));
                return;
            }
        }
    }

    /// <summary>The end of an unfinished comment's data: dashes that could have begun its end do not count.</summary>
    private readonly int WithoutDashes(int start)
    {
        var rest = _html[start..];
        var marks = rest.EndsWith("--!"u8) ? 3 : rest.EndsWith("--"u8) ? 2 : rest.EndsWith("-"u8) ? 1 : 0;
        return _html.Length - marks;
    }

    private void ReadBogusComment(int start)
    {
        var length = _html[start..].IndexOf((byte)'>');
        if (length < 0)
        {
            EmitUnfinished(TokenKind.Comment, new ByteRange(start, _html.Length));
            return;
        }

        Emit(TokenKind.Comment, start + length + 1, new ByteRange(start, start + length));
    }

    /// <summary>A <c>&gt;</c> ends a doctype everywhere, even inside its quoted identifiers.</summary>
    private void ReadDoctype()
    {
        var start = _position + "<!doctype"u8.Length;
        var length = _html[start..].IndexOf((byte)'>');
        if (length < 0)
        {
            EmitUnfinished(TokenKind.Doctype, new ByteRange(start, _html.Length));
            return;
        }

        Emit(TokenKind.Doctype, start + length + 1, new ByteRange(start, start + length));
    }

    private void ReadCData(int tokenStart, int contentStart)
    {
        _position = tokenStart;
        _mode = TextMode.Data;
        for (var at = contentStart; ; at++)
        {
            var found = _html[at..].IndexOf("]]>"u8);
            if (found < 0)
            {
                EmitUnfinished(TokenKind.Text, new ByteRange(contentStart, _html.Length));
                return;
            }

            at += found;
            if (CodePage == 0 || !IsSecondByte(contentStart, at))
            {
                Emit(TokenKind.Text, at + 3, new ByteRange(contentStart, at));
                return;
            }
        }
    }

    /// <summary>
    /// True when the byte belongs to the character before it. No second byte of any encoding is below 0x40, so of all marks
    /// of markup only the bracket of <c>]]&gt;</c> needs this.
    /// </summary>
    private readonly bool IsSecondByte(int start, int at)
    {
        var first = at;
        while (first > start && _html[first - 1] >= 0x81)
        {
            first--;
        }

        while (first < at)
        {
            first += IsDoubleByteStart(_html[first]) ? 2 : 1;
        }

        return first > at;
    }

    /// <summary>Bytes 0xA1 to 0xDF stand alone in Shift_JIS.</summary>
    private readonly bool IsDoubleByteStart(byte value) => CodePage != ShiftJis || value is < 0xA1 or > 0xDF;
}
