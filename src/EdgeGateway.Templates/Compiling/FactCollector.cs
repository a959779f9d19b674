using System.Net;
using System.Text;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Gathers <see cref="PageFacts"/> while a page is read. One per page.</summary>
internal sealed class FactCollector(Encoding encoding)
{
    private const int MaxTextBytes = 4096;

    private readonly StringBuilder _heading = new();
    private PageElement? _headingElement;
    private PageElement? _titleElement;
    private string _title = string.Empty;
    private string _ogTitle = string.Empty;
    private string _ogImage = string.Empty;
    private string _ogDescription = string.Empty;
    private string _canonical = string.Empty;

    /// <summary>True when a meta element's Content-Security-Policy has a nonce.</summary>
    public bool HasNonce { get; private set; }

    public PageFacts ToFacts() => new(_title, _ogTitle, _ogImage, _ogDescription, _canonical, Collapse(_heading.ToString()));

    public void Opened(PageElement element, ReadOnlySpan<byte> html, AttributeList attributes)
    {
        if (element.Namespace != Namespace.Html)
        {
            return;
        }

        switch (element.Name)
        {
            case TagName.Title:
                _titleElement ??= element;
                break;
            case TagName.H1:
                _headingElement ??= element;
                break;
            case TagName.Meta:
                ReadMeta(html, attributes);
                HasNonce |= HasWord(html, attributes, "http-equiv"u8, "content-security-policy"u8)
                    && Value(html, attributes, "content"u8).Contains("'nonce-", StringComparison.OrdinalIgnoreCase);
                break;
            case TagName.Link when _canonical.Length == 0 && HasWord(html, attributes, "rel"u8, "canonical"u8):
                _canonical = Value(html, attributes, "href"u8);
                break;
            default:
                break;
        }
    }

    public void Text(PageElement parent, ReadOnlySpan<byte> text)
    {
        if (parent == _titleElement && _title.Length == 0)
        {
            _title = Decode(text);
        }
        else if (_headingElement is { IsOpen: true } && _heading.Length < MaxTextBytes && !IsHidden(parent))
        {
            _heading.Append(Decode(text, collapse: false));
        }
    }

    private static bool IsHidden(PageElement parent) =>
        parent.Namespace == Namespace.Html && parent.Name is TagName.Script or TagName.Style or TagName.Noscript;

    private void ReadMeta(ReadOnlySpan<byte> html, AttributeList attributes)
    {
        if (!attributes.TryFind(html, "property"u8, out var name) && !attributes.TryFind(html, "name"u8, out name))
        {
            return;
        }

        var property = name.Value.In(html);
        if (!AsciiText.StartsWithIgnoreCase(property, "og:"u8))
        {
            return;
        }

        if (_ogTitle.Length == 0 && AsciiText.EqualsIgnoreCase(property, "og:title"u8))
        {
            _ogTitle = Value(html, attributes, "content"u8);
        }
        else if (_ogImage.Length == 0 && AsciiText.EqualsIgnoreCase(property, "og:image"u8))
        {
            _ogImage = Value(html, attributes, "content"u8);
        }
        else if (_ogDescription.Length == 0 && AsciiText.EqualsIgnoreCase(property, "og:description"u8))
        {
            _ogDescription = Value(html, attributes, "content"u8);
        }
    }

    private static bool HasWord(
        ReadOnlySpan<byte> html, AttributeList attributes, ReadOnlySpan<byte> name, ReadOnlySpan<byte> word) =>
        attributes.TryFind(html, name, out var attribute)
        && Selecting.AttributeTest.HasWord(attribute.Value.In(html), word, ignoreCase: true);

    private string Value(ReadOnlySpan<byte> html, AttributeList attributes, ReadOnlySpan<byte> name) =>
        attributes.TryFind(html, name, out var attribute) ? Decode(attribute.Value.In(html)) : string.Empty;

    private string Decode(ReadOnlySpan<byte> text, bool collapse = true)
    {
        var decoded = WebUtility.HtmlDecode(encoding.GetString(text[..Math.Min(text.Length, MaxTextBytes)]));
        return collapse ? Collapse(decoded) : decoded;
    }

    private static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
