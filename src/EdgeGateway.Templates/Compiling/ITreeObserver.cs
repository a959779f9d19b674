using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Hears what the tree builder finds, in page order.</summary>
internal interface ITreeObserver
{
    /// <summary>An element opened; its name and attributes as in the page (none when implied).</summary>
    void Opened(PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks);

    /// <summary>A repeated html or body tag added attributes; the list holds the old ones first.</summary>
    void Merged(PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks);

    /// <summary>The element ended: where its content ends and where the whole element ends (equal when implied).</summary>
    void Closed(PageElement element, int contentEnd, int end);

    /// <summary>A comment directly inside an open element: the whole of it, and its data.</summary>
    void Comment(PageElement parent, ByteRange comment, ByteRange data);

    /// <summary>An end tag of body or html has come; visible content may still follow and belongs to the body then.</summary>
    void BodyEnded(int position)
    {
    }

    /// <summary>A page that was read in pieces is over: what closes from here on has no end tag.</summary>
    void Ended()
    {
    }

    /// <summary>Text inside the current element.</summary>
    void Text(PageElement parent, ByteRange text);
}
