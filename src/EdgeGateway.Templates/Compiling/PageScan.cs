using System.Numerics;
using System.Text;
using EdgeGateway.Templates.Selecting;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// What one pass over a page gathers: the elements with what selectors ask of their start tags, and the page's facts; and then
/// the elements that each slot's selector finds. One per page, one thread.
/// </summary>
internal sealed class PageScan(
    ReadOnlyMemory<byte> page, SelectorProgram program, Encoding encoding, IReadOnlyList<SlotMarkup>? slots = null) : ITreeObserver
{
    private readonly MarkerReader? _markers = MarkerReader.For(slots);
    private readonly TextAnchors? _anchors = TextAnchors.For(slots, page, encoding);
    private readonly StepMatcher _matcher = new(program, encoding);
    private readonly FactCollector _facts = new(encoding);
    private int _order;
    private bool _isFirst = true;

    public PageFacts Facts => _facts.ToFacts();

    public bool HasNonce => _facts.HasNonce;

    /// <summary>True when the root element says that this is an AMP page.</summary>
    public bool IsAmp { get; private set; }

    /// <summary>True when the first element is that of a feed.</summary>
    public bool IsFeed { get; private set; }

    /// <summary>
    /// The elements that each selector finds, in document order; copies that a browser makes are no places in the page.
    /// </summary>
    public List<SlotTarget> Find(PageElement? root)
    {
        var targets = new List<SlotTarget>();
        var matcher = new TreeMatcher(program, page);
        matcher.Run(root);
        foreach (var element in matcher.Elements)
        {
            if (element.Steps.Full is { } full && !element.IsCopy)
            {
                AddTargets(element, full, targets);
            }
        }

        return _markers is null ? targets : [.. targets.Concat(_markers.Targets).OrderBy(static t => t.Element.Opened)];
    }

    public void Opened(
        PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
        element.Opened = ++_order;
        if (element.IsInTemplate)
        {
            return;
        }

        if (element.Is(TagName.Html))
        {
            IsAmp = IsAmpTag(html, attributes);
        }

        IsFeed |= _isFirst && IsFeedName(name);
        _isFirst &= element.IsImplied;
        _facts.Opened(element, html, attributes);
        element.Steps = element.Steps with { Simple = _matcher.Match(html, name, attributes, quirks) };
    }

    public void Merged(
        PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks) =>
        element.Steps = element.Steps with { Simple = _matcher.Match(html, name, attributes, quirks) };

    public void Closed(PageElement element, int contentEnd, int end)
    {
        element.Closed = ++_order;
        element.ContentEnd = contentEnd;
        element.End = end;
    }

    public void Comment(PageElement parent, ByteRange comment, ByteRange data) =>
        _markers?.Read(page.Span, parent, comment, data, ref _order);

    public void Text(PageElement parent, ByteRange text)
    {
        _facts.Text(parent, text.In(page.Span));
        _anchors?.Add(parent, text);
    }

    private void AddTargets(PageElement element, ulong[] full, List<SlotTarget> targets)
    {
        var before = targets.Count;
        for (var word = 0; word < full.Length; word++)
        {
            for (var bits = full[word] & program.Targets[word]; bits != 0; bits &= bits - 1)
            {
                var slot = program.Steps[(word << 6) + BitOperations.TrailingZeroCount(bits)].Target;
                var target = new SlotTarget(slot, element);
                if (targets.IndexOf(target, before) < 0 && _anchors?.Holds(target) != false)
                {
                    targets.Add(target);
                }
            }
        }
    }

    internal static bool IsAmpTag(ReadOnlySpan<byte> html, AttributeList attributes) =>
        attributes.TryFind(html, "amp"u8, out _) || attributes.TryFind(html, "⚡"u8, out _);

    internal static bool IsFeedName(ReadOnlySpan<byte> name) =>
        AsciiText.EqualsIgnoreCase(name, "rss"u8) || AsciiText.EqualsIgnoreCase(name, "feed"u8)
            || AsciiText.EqualsIgnoreCase(name, "rdf:rdf"u8);
}
