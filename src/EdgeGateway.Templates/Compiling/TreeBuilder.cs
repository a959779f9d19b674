// One state machine over the tokens, split in partials by part of the page; its size is the specification's.
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// Nests elements as browsers do (WHATWG HTML 13.2.6): it keeps the stack of open elements, the active formatting elements
/// and the insertion mode, links the elements to a tree, and tells an observer where each begins and ends in the page. Scripting is taken as enabled, so noscript is text. Nesting deeper than <see cref="MaxDepth"/> stops it:
/// that bounds the time of every walk over the stack.
/// </summary>
internal ref partial struct TreeBuilder
{
    /// <summary>The depth at which browsers stop nesting; deeper pages are left alone.</summary>
    public const int MaxDepth = 512;

    private static readonly AttributeList NoAttributes = new();

    private readonly ITreeObserver _observer;
    private readonly List<PageElement> _open = new(64);
    private readonly int[] _openCount = new int[256];

    /// <summary>The active formatting elements; a null is a marker.</summary>
    private readonly List<PageElement?> _formatting = [];
    private readonly List<InsertionMode> _templateModes = [];
    private HtmlTokenizer _tokenizer;
    private InsertionMode _mode;
    private PageElement? _head;
    private PageElement? _form;
    private PageElement? _rawElement;
    private PageElement? _headParent;
    private bool _fosters;
    private bool _framesetAllowed = true;
    private TagName _name;
    private TokenKind _kind;
    private int _at;
    private int _bodyEnd = -1;
    private readonly bool _isPassing;
    private int _tagBytes;

    public TreeBuilder(ReadOnlySpan<byte> html, ITreeObserver observer, int codePage = 0)
    {
        _tokenizer = new HtmlTokenizer(html, new AttributeList()) { CodePage = codePage };
        _observer = observer;
    }

    /// <summary>The html element; null when nothing was read.</summary>
    public PageElement? Root { get; private set; }

    /// <summary>True when the page lacks a doctype that asks for standards.</summary>
    public bool IsQuirks { get; private set; }

    /// <summary>True when reading stopped because elements nest too deep, or a passing page needs more memory than it may.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>The end of what can be continued: the page's end, or the start of an unfinished construct.</summary>
    public int ContentEnd { get; private set; }

    /// <summary>
    /// Where the body's content ends for a reader: before the last body end tag, unless visible content follows.
    /// </summary>
    public int BodyEnd => _bodyEnd < 0 ? ContentEnd : _bodyEnd;

    private readonly PageElement Current => _open[^1];

    /// <summary>Reads the page to its end.</summary>
    public void Run()
    {
        ReadTokens();
        Finish();
    }

    private void ReadTokens()
    {
        while (!IsTooDeep)
        {
            _tokenizer.AllowCData = _open.Count > 0 && Current.Namespace != Namespace.Html;
            if (!_tokenizer.Read())
            {
                break;
            }

            _kind = _tokenizer.Kind;
            _at = _tokenizer.Range.Start;
            if (_kind is TokenKind.StartTag or TokenKind.EndTag)
            {
                _name = TagNames.Find(_tokenizer.Content.In(_tokenizer.Html));
            }

            Process();
        }
    }

    private void Process()
    {
        if (_rawElement is not null)
        {
            if (_kind == TokenKind.Text)
            {
                AddText();
            }
            else if (_kind == TokenKind.EndTag)
            {
                _rawElement = null;
                PopExplicit();
            }

            return;
        }

        if (_kind is TokenKind.Comment or TokenKind.Nothing)
        {
            if (_kind == TokenKind.Comment && _open.Count > 0)
            {
                _observer.Comment(Current, _tokenizer.Range, _tokenizer.Content);
            }

            return;
        }

        if (_bodyEnd >= 0 && IsVisible())
        {
            _bodyEnd = -1;
        }

        if (IsForeignToken())
        {
            ProcessForeign();
        }
        else
        {
            ProcessIn(_mode);
        }
    }

    /// <summary>True for a token that shows something: after it the body's end is elsewhere.</summary>
    private readonly bool IsVisible() => _kind switch
    {
        TokenKind.Text => !AsciiText.IsBlank(_tokenizer.Content.In(_tokenizer.Html)),
        TokenKind.StartTag =>
            !TagGroups.Has(_name, TagGroup.Invisible) && _name is not (TagName.Html or TagName.Body or TagName.Head),
        _ => false,
    };

    private void ProcessIn(InsertionMode mode)
    {
        switch (mode)
        {
            case InsertionMode.Initial: Initial(); break;
            case InsertionMode.BeforeHtml: BeforeHtml(); break;
            case InsertionMode.BeforeHead: BeforeHead(); break;
            case InsertionMode.InHead: InHead(); break;
            case InsertionMode.AfterHead: AfterHead(); break;
            case InsertionMode.InBody: InBody(); break;
            case InsertionMode.InTable: InTable(); break;
            case InsertionMode.InCaption: InCaption(); break;
            case InsertionMode.InColumnGroup: InColumnGroup(); break;
            case InsertionMode.InTableBody: InTableBody(); break;
            case InsertionMode.InRow: InRow(); break;
            case InsertionMode.InCell: InCell(); break;
            case InsertionMode.InSelect: InSelect(); break;
            case InsertionMode.InSelectInTable: InSelectInTable(); break;
            case InsertionMode.InTemplate: InTemplate(); break;
            case InsertionMode.AfterBody: AfterBody(); break;
            case InsertionMode.InFrameset: InFrameset(); break;
            case InsertionMode.AfterFrameset: AfterFrameset(); break;
            default: AfterAfterBody(); break;
        }
    }

    private void SwitchAndProcess(InsertionMode mode)
    {
        _mode = mode;
        Process();
    }

    private void Finish()
    {
        ContentEnd = _tokenizer.UsableEnd < 0 ? _tokenizer.Html.Length : _tokenizer.UsableEnd;
        if (_rawElement is { } raw)
        {
            ContentEnd = raw.Tag.Start;
        }

        if (!IsTooDeep && _rawElement is null && _mode is <= InsertionMode.AfterHead)
        {
            // Even an empty page has html, head and body.
            _at = ContentEnd;
            _kind = TokenKind.EndTag;
            _name = TagName.Body;
            Process();
            _bodyEnd = -1;
        }

        while (_open.Count > 0)
        {
            var element = Current;
            element.IsUnfinished = element.Tag.End > ContentEnd && !element.IsImplied;
            var end = Math.Max(element.Is(TagName.Body) ? BodyEnd : ContentEnd, element.Tag.End);
            Remove(_open.Count - 1, end, end);
        }
    }

    private readonly bool Start(TagName name) => _kind == TokenKind.StartTag && _name == name;

    private readonly bool End(TagName name) => _kind == TokenKind.EndTag && _name == name;

    private readonly bool StartOf(TagGroup group) => _kind == TokenKind.StartTag && TagGroups.Has(_name, group);

    private readonly bool EndOf(TagGroup group) => _kind == TokenKind.EndTag && TagGroups.Has(_name, group);
}
