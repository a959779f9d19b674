namespace EdgeGateway.Templates.Tokenizing;

/// <summary>Tags and attributes: WHATWG HTML 13.2.5.6 to 13.2.5.40.</summary>
internal ref partial struct HtmlTokenizer
{
    private void ReadTag(TokenKind kind, int nameStart)
    {
        _attributes.Clear();
        IsSelfClosing = false;
        var at = IndexOf(nameStart, AsciiText.TagNameEnd);
        var name = new ByteRange(nameStart, at);
        while (true)
        {
            at = SkipWhiteSpace(at);
            if (at >= _html.Length)
            {
                EmitUnfinished(TokenKind.Nothing, name);
                return;
            }

            if (_html[at] == '>')
            {
                Emit(kind, at + 1, name);
                return;
            }

            if (_html[at] == '/')
            {
                at++;
                if (at < _html.Length && _html[at] == '>')
                {
                    IsSelfClosing = true;
                    Emit(kind, at + 1, name);
                    return;
                }

                continue;
            }

            at = ReadAttribute(at);
        }
    }

    /// <summary>Reads one attribute and returns the position after it; beyond the end when the page ends inside it.</summary>
    private int ReadAttribute(int start)
    {
        // A leading '=' belongs to the name (unexpected-equals-sign-before-attribute-name).
        var at = IndexOf(start + 1, AsciiText.AttributeNameEnd);
        var name = new ByteRange(start, at);
        var next = SkipWhiteSpace(at);
        if (next >= _html.Length || _html[next] != '=')
        {
            _attributes.Add(new TagAttribute(name, new ByteRange(at, at), 0));
            return next;
        }

        next = SkipWhiteSpace(next + 1);
        if (next >= _html.Length)
        {
            return next;
        }

        var quote = _html[next];
        if (quote is (byte)'"' or (byte)'\'')
        {
            var length = _html[(next + 1)..].IndexOf(quote);
            if (length < 0)
            {
                OpenValue = next + 1;
                return _html.Length;
            }

            _attributes.Add(new TagAttribute(name, new ByteRange(next + 1, next + 1 + length), quote));
            return next + length + 2;
        }

        var end = quote == '>' ? next : IndexOf(next, AsciiText.UnquotedEnd);
        _attributes.Add(new TagAttribute(name, new ByteRange(next, end), 0));
        return end;
    }

    private readonly int IndexOf(int from, System.Buffers.SearchValues<byte> values)
    {
        if (from >= _html.Length)
        {
            return _html.Length;
        }

        var found = _html[from..].IndexOfAny(values);
        return found < 0 ? _html.Length : from + found;
    }

    private readonly int SkipWhiteSpace(int at)
    {
        while (at < _html.Length && AsciiText.IsWhiteSpace(_html[at]))
        {
            at++;
        }

        return at;
    }
}
