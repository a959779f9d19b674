using System.Net;
using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Slots;

/// <summary>
/// Keeps where the page's text stands, and tells whether an element has exactly the text that a slot asks for, white space
/// collapsed. Looking at an element ends with the first character too many. One page, one thread.
/// </summary>
internal sealed class TextAnchors
{
    private readonly string?[] _wanted;
    private readonly ReadOnlyMemory<byte> _page;
    private readonly Encoding _encoding;
    private readonly List<(ByteRange Range, bool SpaceBefore)> _pieces = [];
    private bool _space;

    private TextAnchors(string?[] wanted, ReadOnlyMemory<byte> page, Encoding encoding) =>
        (_wanted, _page, _encoding) = (wanted, page, encoding);

    /// <summary>Null when no slot asks for a text.</summary>
    public static TextAnchors? For(IReadOnlyList<SlotMarkup>? slots, ReadOnlyMemory<byte> page, Encoding encoding)
    {
        string?[] wanted = [.. (slots ?? []).Select(static slot => slot.WithText is { } text ? Collapse(text) : null)];
        return Array.TrueForAll(wanted, static text => text is null) ? null : new TextAnchors(wanted, page, encoding);
    }

    public void Add(PageElement parent, ByteRange text)
    {
        if (parent.Namespace == Namespace.Html && parent.Name is TagName.Script or TagName.Style or TagName.Noscript)
        {
            return;
        }

        if (AsciiText.IsBlank(text.In(_page.Span)))
        {
            _space = true;
            return;
        }

        _pieces.Add((text, _space));
        _space = false;
    }

    /// <summary>True when the slot asks for no text, or the element has it.</summary>
    public bool Holds(SlotTarget target)
    {
        if (_wanted[target.SlotIndex] is not { } wanted)
        {
            return true;
        }

        var (start, end) = (target.Element.Tag.End, target.Element.ContentEnd);
        var text = new StringBuilder();
        for (var i = FirstPieceAt(start); i < _pieces.Count && _pieces[i].Range.Start < end; i++)
        {
            text.Append(_pieces[i].SpaceBefore ? " " : string.Empty);
            text.Append(WebUtility.HtmlDecode(_encoding.GetString(_pieces[i].Range.In(_page.Span))));
            if (Collapse(text.ToString()).Length > wanted.Length)
            {
                return false;
            }
        }

        return Collapse(text.ToString()) == wanted;
    }

    private int FirstPieceAt(int start)
    {
        var (low, high) = (0, _pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _pieces[middle].Range.Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
