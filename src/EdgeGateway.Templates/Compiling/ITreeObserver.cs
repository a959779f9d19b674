using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Hears what the tree builder finds, in page order.</summary>
internal interface ITreeObserver
{
    /// <summary>An element opened; its name and attributes as in the page (none when implied).</summary>
    void Opened(OpenElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks);

    /// <summary>A repeated html or body tag added attributes; the list holds the old ones first.</summary>
    void Merged(OpenElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks);

    /// <summary>A copy was opened, or parents changed: what depends on ancestors is to be worked out again.</summary>
    void Relinked(OpenElement element, OpenElement? original);

    /// <summary>The element ended: where its content ends and where the whole element ends (equal when implied).</summary>
    void Closed(OpenElement element, int contentEnd, int end);

    /// <summary>Text inside the current element.</summary>
    void Text(OpenElement parent, ByteRange text);
}
