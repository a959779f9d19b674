using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Slots;

/// <summary>
/// Pairs the comments <c>&lt;!--edge:slot NAME--&gt;</c> and <c>&lt;!--/edge:slot--&gt;</c> that stand in the same element.
/// Only names that a configured slot asks for become places; others are paired so that they do not end somebody else's. One page, one thread.
/// </summary>
internal sealed class MarkerReader
{
    /// <summary>More open markers than this are a page that plays with us.</summary>
    private const int MaxOpen = 64;

    private readonly ILookup<string, int> _slots;
    private readonly List<(PageElement Mark, string Name)> _open = [];
    private readonly List<SlotTarget> _targets = [];

    private MarkerReader(ILookup<string, int> slots) => _slots = slots;

    public IReadOnlyList<SlotTarget> Targets => _targets;

    private static ReadOnlySpan<byte> Start => "edge:slot"u8;

    private static ReadOnlySpan<byte> End => "/edge:slot"u8;

    /// <summary>Null when no slot asks for a marker.</summary>
    public static MarkerReader? For(IReadOnlyList<SlotMarkup>? slots)
    {
        var named = (slots ?? []).Select(static (slot, index) => (slot.Marker, Index: index)).Where(static s => s.Marker is not null);
        return named.Any() ? new MarkerReader(named.ToLookup(static s => s.Marker!, static s => s.Index, StringComparer.Ordinal)) : null;
    }

    public void Read(ReadOnlySpan<byte> html, PageElement parent, ByteRange comment, ByteRange data, ref int order)
    {
        var text = data.In(html).Trim(" \t\r\n\f"u8);
        if (parent.IsInTemplate || parent.Is(TagName.Template) || !comment.In(html).StartsWith("<!--"u8)
            || !comment.In(html).EndsWith("-->"u8))
        {
            return;
        }

        if (text.StartsWith(Start) && text.Length > Start.Length && AsciiText.IsWhiteSpace(text[Start.Length]))
        {
            var name = Encoding.Latin1.GetString(text[Start.Length..].Trim(" \t\r\n\f"u8));
            if (_open.Count < MaxOpen)
            {
                var mark = PageElement.Mark(comment, parent);
                mark.Opened = ++order;
                _open.Add((mark, name));
            }
        }
        else if (text.SequenceEqual(End))
        {
            Close(parent, comment, ref order);
        }
    }

    private void Close(PageElement parent, ByteRange comment, ref int order)
    {
        var index = _open.FindLastIndex(open => open.Mark.Parent == parent);
        if (index < 0)
        {
            return;
        }

        var (mark, name) = _open[index];
        _open.RemoveRange(index, _open.Count - index);
        (mark.Closed, mark.ContentEnd, mark.End) = (++order, comment.Start, comment.End);
        _targets.AddRange(_slots[name].Select(slot => new SlotTarget(slot, mark)));
    }
}
