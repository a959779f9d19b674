using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Reading a page in pieces: a builder lives for one piece and hands its state to the next.</summary>
internal ref partial struct TreeBuilder
{
    /// <summary>What is kept of a start tag once it has gone: the name, and what tells repeated tags apart.</summary>
    public const int LongestKeptTag = 256;

    private const int MaxTagBytes = 16 << 10;
    private const int MaxFormatting = 48;

    private TreeBuilder(ReadOnlySpan<byte> html, ITreeObserver observer, TreeState state, bool isLast)
    {
        _observer = observer;
        (_open, _openCount, _formatting, _templateModes) = (state.Open, state.OpenCount, state.Formatting, state.TemplateModes);
        (_head, _form, _rawElement, _headParent) = (state.Head, state.Form, state.RawElement, state.HeadParent);
        (_mode, _fosters, _framesetAllowed, _bodyEnd) = (state.Mode, state.Fosters, state.FramesetAllowed, state.BodyEnd);
        (Root, IsQuirks, IsTooDeep) = (state.Root, state.IsQuirks, state.IsTooDeep);
        _tokenizer = new HtmlTokenizer(html, state.Attributes) { MayContinue = !isLast };
        (_isPassing, _tagBytes) = (true, state.TagBytes);
        _tokenizer.Resume(state.Position, state.TextMode, state.Script, _rawElement is { } raw ? raw.NameRange.In(html) : default);
    }

    /// <summary>
    /// Reads on over all bytes of the page that are there, from the state's position to the last token that is certain.
    /// </summary>
    /// <param name="html">The bytes; ranges of open elements in the state point into them.</param>
    /// <param name="observer">Hears what is found.</param>
    /// <param name="state">Read and written.</param>
    /// <param name="isLast">True when the page ends with these bytes.</param>
    public static void ReadOn(ReadOnlySpan<byte> html, ITreeObserver observer, TreeState state, bool isLast)
    {
        var builder = new TreeBuilder(html, observer, state, isLast);
        builder.ReadTokens();
        if (isLast)
        {
            observer.Ended();
            builder.Finish();
        }

        builder.Save(state);
    }

    /// <summary>
    /// True when more must be remembered of a passing page than there is room for. It depends on the page alone, not on its pieces.
    /// </summary>
    private readonly bool IsTooMuch(PageElement element) =>
        _isPassing && (_tagBytes > MaxTagBytes || _formatting.Count > MaxFormatting || element.NameRange.Length >= LongestKeptTag);

    private readonly int KeptBytes(PageElement element) => _isPassing ? Math.Min(element.Tag.Length, LongestKeptTag) : element.Tag.Length;

    private readonly void Save(TreeState state)
    {
        (state.Head, state.Form, state.RawElement, state.HeadParent) = (_head, _form, _rawElement, _headParent);
        (state.Mode, state.Fosters, state.FramesetAllowed, state.BodyEnd) = (_mode, _fosters, _framesetAllowed, _bodyEnd);
        (state.Root, state.IsQuirks, state.IsTooDeep) = (Root, IsQuirks, IsTooDeep);
        (state.Position, state.TextMode, state.OpenValue) = (_tokenizer.Position, _tokenizer.Mode, _tokenizer.OpenValue);
        (state.Script, state.TagBytes) = (_tokenizer.Script, _tagBytes);
    }
}
