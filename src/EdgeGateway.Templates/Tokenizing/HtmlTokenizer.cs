// One state machine, kept in one type: WHATWG HTML 13.2.5, split in partials by kind of token.
using System.Diagnostics;

namespace EdgeGateway.Templates.Tokenizing;

/// <summary>
/// Cuts a page into tokens by the WHATWG rules (HTML 13.2.5) and says where in the page each stands. Takes bytes of any
/// ASCII-compatible encoding, copies and decodes nothing: names keep their case, character references and NUL stay as
/// they are. Whoever reads tags decides about <see cref="SwitchTo"/> and <see cref="AllowCData"/>, as the tree builder must.
/// </summary>
internal ref partial struct HtmlTokenizer
{
    private const int ShiftJis = 932;

    private readonly ReadOnlySpan<byte> _html;
    private readonly AttributeList _attributes;
    private int _position;
    private int _certainEnd;
    private TextMode _mode;
    private ReadOnlySpan<byte> _rawName;

    public HtmlTokenizer(ReadOnlySpan<byte> html, AttributeList attributes)
    {
        _html = html;
        _attributes = attributes;
    }

    public TokenKind Kind { get; private set; }

    /// <summary>The whole token in the page.</summary>
    public ByteRange Range { get; private set; }

    /// <summary>A tag's name, a comment's data, a text's characters (without the marks of a CDATA section).</summary>
    public ByteRange Content { get; private set; }

    public bool IsSelfClosing { get; private set; }

    /// <summary>The code page of an encoding whose second bytes may look like ASCII (GBK, Big5, Shift_JIS, EUC-KR), else 0.</summary>
    public int CodePage { get; init; }

    /// <summary>True while the current node is foreign (SVG, MathML): only there <c>&lt;![CDATA[</c> is no comment.</summary>
    public bool AllowCData { get; set; }

    public readonly ReadOnlySpan<byte> Html => _html;

    public readonly AttributeList Attributes => _attributes;

    /// <summary>The page's end, or the start of an unfinished tag, comment or raw text element that swallows the rest.</summary>
    public int UsableEnd { get; private set; } = -1;

    /// <summary>
    /// True while more of the page may follow: a token that could go on is then not read, and <see cref="IsCut"/> says so.
    /// </summary>
    public bool MayContinue { get; init; }

    /// <summary>The bytes end inside a token, or before it is clear where it ends.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Where the quoted value begins within which the bytes end; negative when they end elsewhere.</summary>
    public int OpenValue { get; private set; } = -1;

    /// <summary>Where the next token begins.</summary>
    public readonly int Position => _position;

    public readonly TextMode Mode => _mode;

    /// <summary>Where in a script the position is.</summary>
    public ScriptState Script { get; private set; }

    /// <summary>Goes on at a place that an earlier tokenizer reached.</summary>
    public void Resume(int position, TextMode mode, ScriptState script, ReadOnlySpan<byte> lastStartTag)
    {
        (_position, Script) = (position, script);
        SwitchTo(mode, lastStartTag);
    }

    /// <summary>Reads on in another mode, ended (where the mode knows an end) by the end tag of this name.</summary>
    public void SwitchTo(TextMode mode, ReadOnlySpan<byte> lastStartTag)
    {
        _mode = mode;
        _rawName = lastStartTag;
    }

    /// <summary>Reads again the tag that begins here.</summary>
    public void SeekTag(int start)
    {
        _position = start;
        _mode = TextMode.Data;
        Read();
    }

    /// <summary>Moves to the next token; false at the end of the page.</summary>
    public bool Read()
    {
        if (_position >= _html.Length)
        {
            Kind = TokenKind.Nothing;
            Range = Content = new ByteRange(_html.Length, _html.Length);
            UsableEnd = UsableEnd < 0 ? _html.Length : UsableEnd;
            return false;
        }

        switch (_mode)
        {
            case TextMode.Data:
                ReadData();
                break;
            case TextMode.Rcdata or TextMode.RawText:
                ReadRawText(FindRawTextEnd());
                break;
            case TextMode.Script:
                ReadRawText(FindScriptEnd());
                break;
            case TextMode.CData:
                ReadCData(_position, _position);
                break;
            case TextMode.PlainText:
                EmitUnfinished(TokenKind.Text, new ByteRange(_position, _html.Length));
                break;
            default:
                throw new UnreachableException();
        }

        return !IsCut;
    }

    private void ReadData()
    {
        var start = _position;
        if (!IsMarkupAt(start))
        {
            var end = FindMarkup(start + 1);
            if (MayContinue && end == _html.Length)
            {
                end -= _html.EndsWith("</"u8) ? 2 : _html.EndsWith("<"u8) ? 1 : 0;
                IsCut = end == start;
            }

            Emit(TokenKind.Text, end);
            if (_position == _html.Length && _html.EndsWith("</"u8))
            {
                UsableEnd = _html.Length - 2;
            }

            return;
        }

        switch (_html[start + 1])
        {
            case (byte)'!':
                ReadDeclaration();
                break;
            case (byte)'?':
                ReadBogusComment(start + 1);
                break;
            case (byte)'/' when AsciiText.IsLetter(_html[start + 2]):
                ReadTag(TokenKind.EndTag, start + 2);
                break;
            case (byte)'/' when _html[start + 2] == '>':
                Emit(TokenKind.Nothing, start + 3);
                break;
            case (byte)'/':
                ReadBogusComment(start + 2);
                break;
            default:
                ReadTag(TokenKind.StartTag, start + 1);
                break;
        }
    }

    private readonly int FindMarkup(int from)
    {
        while (true)
        {
            var found = from < _html.Length ? _html[from..].IndexOf((byte)'<') : -1;
            if (found < 0)
            {
                return _html.Length;
            }

            if (IsMarkupAt(from + found))
            {
                return from + found;
            }

            from += found + 1;
        }
    }

    /// <summary>True where a <c>&lt;</c> opens something; at the very end <c>&lt;</c> and <c>&lt;/</c> are text.</summary>
    private readonly bool IsMarkupAt(int at)
    {
        if (_html[at] != '<' || at + 1 >= _html.Length)
        {
            return false;
        }

        var next = _html[at + 1];
        return AsciiText.IsLetter(next) || next is (byte)'!' or (byte)'?' || (next == '/' && at + 2 < _html.Length);
    }

    private void Emit(TokenKind kind, int end) => Emit(kind, end, new ByteRange(_position, end));

    private void Emit(TokenKind kind, int end, ByteRange content)
    {
        Kind = kind;
        Range = new ByteRange(_position, end);
        Content = content;
        _position = end;
    }

    /// <summary>The page ends inside markup that began at the current position.</summary>
    private void EmitUnfinished(TokenKind kind, ByteRange content)
    {
        if (MayContinue)
        {
            IsCut = true;
            return;
        }

        UsableEnd = UsableEnd < 0 ? _position : UsableEnd;
        Emit(kind, _html.Length, content);
    }
}
