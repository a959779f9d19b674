using System.Numerics;
using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Selecting;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Streaming;

/// <summary>
/// Finds slots while the page passes and fills each when its place has come. What a slot replaces is decided before a byte of it
/// goes, since afterwards it cannot be fetched back. One page, one thread.
/// </summary>
internal sealed class StreamScan(
    IReadOnlyList<SlotMarkup> slots, SelectorProgram program, Encoding encoding, IStreamedSlots source, PageWindow window) : ITreeObserver
{
    /// <summary>What waits for the element's end is noted first; then in the order of the places.</summary>
    private static readonly SlotPosition[] InOrder =
    [
        SlotPosition.Append, SlotPosition.After, SlotPosition.Before, SlotPosition.Replace, SlotPosition.Attribute, SlotPosition.Prepend,
        SlotPosition.Inner, SlotPosition.Text,
    ];

    private readonly StepMatcher _matcher = new(program, encoding);
    private readonly TreeMatcher _tree = new(program, default);
    private readonly int[] _found = new int[slots.Count];
    private readonly List<(PageElement Element, int Slot)> _waiting = [];
    private readonly List<MissingSlot> _missing = [];
    private PageElement? _replaced;
    private bool _isFirst = true;
    private bool _isOver;

    /// <summary>True for a page that is left alone: AMP, or a feed.</summary>
    public bool IsRefused { get; private set; }

    public void Opened(
        PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
        if (element.IsInTemplate || IsRefused)
        {
            return;
        }

        IsRefused |= element.Is(TagName.Html) && PageScan.IsAmpTag(html, attributes);
        IsRefused |= _isFirst && PageScan.IsFeedName(name);
        _isFirst &= element.IsImplied;
        element.Steps = element.Steps with { Simple = _matcher.Match(html, name, attributes, quirks) };
        _tree.LinkOpened(element);
        element.ForgetBefore();
        if (element.Steps.Full is { } full && _replaced is null && !IsRefused)
        {
            Fill(element, full);
        }
    }

    /// <summary>What a second html or body tag adds comes too late.</summary>
    public void Merged(
        PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
    }

    public void Closed(PageElement element, int contentEnd, int end)
    {
        element.ForgetInside();
        if (IsRefused)
        {
            return;
        }

        if (_replaced == element)
        {
            // An element that never ends takes the rest of the page with it; a part of that would be no page either.
            window.PassTo(_isOver ? window.End : window.ReplacesWhole ? end : contentEnd);
            window.LeavesOut = false;
            _replaced = null;
        }

        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].Element == element)
            {
                var slot = _waiting[i].Slot;
                _waiting.RemoveAt(i--);
                Insert(slot, slots[slot].Position == SlotPosition.Append ? contentEnd : end, element.IsMisnested);
            }
        }
    }

    public void Comment(PageElement parent, ByteRange comment, ByteRange data)
    {
    }

    public void Text(PageElement parent, ByteRange text)
    {
    }

    public void Ended() => _isOver = true;

    /// <summary>The body's end tag has come: what is appended to the body goes before it, whatever follows.</summary>
    public void BodyEnded(int position)
    {
        for (var i = IsRefused ? -1 : _waiting.Count - 1; i >= 0; i--)
        {
            if (_waiting[i].Element.Is(TagName.Body) && position >= window.Cursor)
            {
                var slot = _waiting[i].Slot;
                _waiting.RemoveAt(i);
                Insert(slot, position, isMisnested: false);
            }
        }
    }

    /// <summary>The slots that found no place, once the page is over.</summary>
    public IReadOnlyList<MissingSlot> GetMissing()
    {
        for (var i = 0; i < _found.Length; i++)
        {
            if (_found[i] == 0)
            {
                Miss(i, IsKnownWhenOpened(i) && slots[i].Marker is null ? MissingSlotReason.NoElement : MissingSlotReason.Streaming);
            }
        }

        return _missing;
    }

    private void Fill(PageElement element, ulong[] full)
    {
        Span<bool> hits = stackalloc bool[slots.Count];
        for (var word = 0; word < full.Length; word++)
        {
            for (var bits = full[word] & program.Targets[word]; bits != 0; bits &= bits - 1)
            {
                var slot = program.Steps[(word << 6) + BitOperations.TrailingZeroCount(bits)].Target;
                hits[slot] = _found[slot] < (slots[slot].MatchesAll ? SlotMarkup.MaxMatches : 1) && IsKnownWhenOpened(slot);
            }
        }

        foreach (var position in InOrder)
        {
            for (var slot = 0; slot < hits.Length; slot++)
            {
                if (hits[slot] && slots[slot].Position == position)
                {
                    _found[slot]++;
                    Place(element, slot, position);
                }
            }
        }
    }

    /// <summary>Text that an element must have is known at its end only.</summary>
    private bool IsKnownWhenOpened(int slot) => slots[slot].WithText is null && program.IsKnownWhenOpened(slot);

    private void Place(PageElement element, int slot, SlotPosition position)
    {
        var reason = SlotRules.Refuse(element, position) ?? RefuseInStream(element, position);
        if (reason is { } why)
        {
            Miss(slot, why);
            return;
        }

        switch (position)
        {
            case SlotPosition.Before:
                Insert(slot, element.Tag.Start, isMisnested: false);
                break;
            case SlotPosition.Prepend:
                Insert(slot, element.Tag.End, isMisnested: false);
                break;
            case SlotPosition.Attribute:
                var place = AttributePlace.Find(window.Bytes, element, slots[slot].Attribute!);
                if (Insert(slot, place.Start, isMisnested: false))
                {
                    window.LeaveOut(place.End);
                }

                break;
            case SlotPosition.Replace or SlotPosition.Inner or SlotPosition.Text:
                var whole = position == SlotPosition.Replace;
                if (Insert(slot, whole ? element.Tag.Start : element.Tag.End, isMisnested: false))
                {
                    (_replaced, window.LeavesOut, window.ReplacesWhole) = (element, true, whole);
                }

                break;
            default:
                _waiting.Add((element, slot));
                break;
        }
    }

    /// <summary>An element that may end inside another one cannot be replaced: its end would be known too late.</summary>
    private MissingSlotReason? RefuseInStream(PageElement element, SlotPosition position)
    {
        if (_replaced is not null && position != SlotPosition.After)
        {
            return MissingSlotReason.SameElement;
        }

        var replaces = position is SlotPosition.Replace or SlotPosition.Inner or SlotPosition.Text;
        return replaces && (TagGroups.Has(element.Name, TagGroup.Formatting) || element.Is(TagName.Form) || element.Is(TagName.Body))
            ? MissingSlotReason.Streaming
            : null;
    }

    /// <summary>Sends a slot's content; false when the origin's bytes stay there.</summary>
    private bool Insert(int slot, int position, bool isMisnested)
    {
        if (isMisnested || position < window.Cursor || window.LeavesOut)
        {
            Miss(slot, isMisnested ? MissingSlotReason.Misnested : MissingSlotReason.Streaming);
            return false;
        }

        var content = source.Fill(slot);
        return !content.IsOrigin && window.TryInsert(position, content);
    }

    private void Miss(int slot, MissingSlotReason reason) => _missing.Add(MissingSlotText.Explain(slot, slots[slot], reason));
}
