using System.Text;
using EdgeGateway.Templates.Selecting;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// What one pass over a page gathers: the first element for each slot, and the page's facts. One per page, one thread.
/// </summary>
internal sealed class PageScan(ReadOnlyMemory<byte> page, SelectorProgram program, int slots, Encoding encoding) : ITreeObserver
{
    private readonly SlotTarget?[] _found = new SlotTarget?[slots];
    private readonly List<SlotTarget> _targets = [];
    private readonly StepMatcher _matcher = new(program, encoding);
    private readonly FactCollector _facts = new(encoding);
    private int _order;
    private bool _isFirst = true;

    public IReadOnlyList<SlotTarget> Targets => _targets;

    public PageFacts Facts => _facts.ToFacts();

    /// <summary>True when the root element says that this is an AMP page.</summary>
    public bool IsAmp { get; private set; }

    /// <summary>True when the first element is that of a feed.</summary>
    public bool IsFeed { get; private set; }

    public void Opened(
        OpenElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
        if (element.IsInTemplate)
        {
            return;
        }

        if (element.Is(TagName.Html))
        {
            IsAmp = attributes.TryFind(html, "amp"u8, out _) || attributes.TryFind(html, "⚡"u8, out _);
        }

        IsFeed |= _isFirst && IsFeedName(name);
        _isFirst &= element.IsImplied;
        _facts.Opened(element, html, attributes);
        element.Steps = program.Link(_matcher.Match(html, name, attributes, quirks), element.Parent?.Steps ?? default);
        if (element.Steps.Full is { } full)
        {
            Watch(element, full);
        }
    }

    public void Merged(
        OpenElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
        element.Steps = program.Link(_matcher.Match(html, name, attributes, quirks), element.Parent?.Steps ?? default);
        if (element.Steps.Full is { } full)
        {
            Watch(element, full);
        }
    }

    public void Relinked(OpenElement element, OpenElement? original)
    {
        if (!element.IsInTemplate)
        {
            element.Steps = program.Link((original ?? element).Steps.Simple, element.Parent?.Steps ?? default);
        }
    }

    public void Closed(OpenElement element, int contentEnd, int end)
    {
        if (element.Watch < 0)
        {
            return;
        }

        _order++;
        for (var i = element.Watch; i >= 0; i = _targets[i].Next)
        {
            _targets[i].Closed = _order;
            _targets[i].ContentEnd = contentEnd;
            _targets[i].End = end;
        }
    }

    public void Text(OpenElement parent, ByteRange text) => _facts.Text(parent, text.In(page.Span));

    private void Watch(OpenElement element, ulong[] full)
    {
        var steps = program.Steps;
        for (var i = 0; i < steps.Length; i++)
        {
            var slot = steps[i].Target;
            if (slot < 0 || _found[slot] is not null || !StepState.Contains(full, i))
            {
                continue;
            }

            _order += element.Watch < 0 ? 1 : 0;
            _found[slot] = new SlotTarget(slot, element, _order) { Next = element.Watch };
            element.Watch = _targets.Count;
            _targets.Add(_found[slot]!);
        }
    }

    private static bool IsFeedName(ReadOnlySpan<byte> name) =>
        AsciiText.EqualsIgnoreCase(name, "rss"u8) || AsciiText.EqualsIgnoreCase(name, "feed"u8)
            || AsciiText.EqualsIgnoreCase(name, "rdf:rdf"u8);
}
