using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// Active formatting elements and the adoption agency: WHATWG HTML 13.2.4.3 and 13.2.6.4.7. Copies that a browser makes
/// of unclosed formatting elements count as ancestors and are never found themselves.
/// </summary>
internal ref partial struct TreeBuilder
{
    private void StartFormatting()
    {
        if (_name == TagName.A && FindFormatting() is { } open)
        {
            AdoptChildren();
            _formatting.Remove(open);
            if (_open.LastIndexOf(open) is var index and >= 0)
            {
                open.IsMisnested = true;
                Remove(index, _at, _at);
            }
        }

        Reconstruct();
        if (_name == TagName.Nobr && HasInScope(TagName.Nobr))
        {
            AdoptChildren();
            Reconstruct();
        }

        _formatting.Add(Open());
        LimitRepeats();
    }

    private void EndFormatting()
    {
        if (!AdoptChildren())
        {
            EndOther();
        }
    }

    /// <summary>Of more than three open elements with the same tag only the newest three stay active.</summary>
    private readonly void LimitRepeats()
    {
        var newest = _formatting[^1]!;
        var tag = KeptTag(newest);
        var same = 0;
        for (var i = _formatting.Count - 2; i >= 0 && _formatting[i] is { } element; i--)
        {
            if (element.Name == newest.Name && KeptTag(element).SequenceEqual(tag) && ++same == 3)
            {
                _formatting.RemoveAt(i);
                return;
            }
        }
    }

    private readonly ReadOnlySpan<byte> KeptTag(PageElement element) => element.Tag.In(_tokenizer.Html)[..KeptBytes(element)];

    private void Reconstruct()
    {
        var first = _formatting.Count;
        while (first > 0 && _formatting[first - 1] is { IsOpen: false })
        {
            first--;
        }

        for (; first < _formatting.Count && !IsTooDeep; first++)
        {
            var place = PlaceFor();
            var copy = Copy(_formatting[first]!, place.Parent);
            Push(copy, place);
            _formatting[first] = copy;
        }
    }

    private static PageElement Copy(PageElement original, PageElement? parent) => new()
    {
        Name = original.Name,
        Namespace = Namespace.Html,
        NameRange = original.NameRange,
        Tag = original.Tag,
        IsCopy = true,
        IsInTemplate = IsTemplateContent(parent),
        Steps = original.Steps,
    };

    private void ClearToMarker()
    {
        while (_formatting.Count > 0)
        {
            var last = _formatting[^1];
            _formatting.RemoveAt(_formatting.Count - 1);
            if (last is null)
            {
                return;
            }
        }
    }

    private readonly PageElement? FindFormatting()
    {
        for (var i = _formatting.Count - 1; i >= 0 && _formatting[i] is { } element; i--)
        {
            if (element.Name == _name)
            {
                return element;
            }
        }

        return null;
    }

    /// <summary>
    /// The adoption agency algorithm for the current token's name; false when the token is an ordinary end tag.
    /// </summary>
    private bool AdoptChildren()
    {
        if (Current.Is(_name) && !_formatting.Contains(Current))
        {
            PopNamed();
            return true;
        }

        for (var round = 0; round < 8; round++)
        {
            if (FindFormatting() is not { } element)
            {
                return round > 0;
            }

            if (!element.IsOpen)
            {
                _formatting.Remove(element);
                return true;
            }

            if (!HasElementInScope(element))
            {
                return true;
            }

            var index = _open.LastIndexOf(element);
            var furthest = index + 1;
            while (furthest < _open.Count && !IsSpecial(_open[furthest]))
            {
                furthest++;
            }

            if (furthest == _open.Count)
            {
                PopThrough(element);
                _formatting.Remove(element);
                return true;
            }

            AdoptOnce(element, index, furthest);
        }

        return true;
    }

    private readonly bool HasElementInScope(PageElement element)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i] == element)
            {
                return true;
            }

            if (IsScopeEnd(_open[i], ScopeKind.Default))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// One round: the furthest block leaves the formatting element, and a copy of that takes the block's content.
    /// </summary>
    private void AdoptOnce(PageElement element, int index, int furthestIndex)
    {
        var furthest = _open[furthestIndex];
        var ancestor = _open[index - 1];
        var bookmark = _formatting.IndexOf(element);
        var last = furthest;
        var inner = 0;
        for (var i = furthestIndex - 1; i > index; i--)
        {
            var node = _open[i];
            var active = _formatting.IndexOf(node);
            if (++inner > 3 && active >= 0)
            {
                _formatting.RemoveAt(active);
                bookmark -= active < bookmark ? 1 : 0;
                active = -1;
            }

            node.IsMisnested = true;
            Remove(i, _at, _at);
            if (active < 0)
            {
                continue;
            }

            var copy = Copy(node, ancestor);
            _open.Insert(i, copy);
            _openCount[(int)copy.Name]++;
            copy.IsOpen = true;
            _formatting[active] = copy;
            bookmark = last == furthest ? active + 1 : bookmark;
            last.MoveTo(copy);
            last = copy;
        }

        var place = PlaceIn(ancestor);
        last.MoveTo(place.Parent, place.Before);
        FinishRound(element, furthest, bookmark);
    }

    private void FinishRound(PageElement element, PageElement furthest, int bookmark)
    {
        var copy = Copy(element, furthest);
        while (furthest.FirstChild is { } child)
        {
            child.MoveTo(copy);
        }

        copy.MoveTo(furthest);
        copy.HasText = furthest.HasText;
        furthest.HasText = false;
        var place = _formatting.IndexOf(element);
        _formatting.Insert(bookmark, copy);
        _formatting.RemoveAt(place < bookmark ? place : place + 1);
        element.IsMisnested = true;
        var isEndTag = _kind == TokenKind.EndTag;
        Remove(_open.LastIndexOf(element), _at, isEndTag ? _tokenizer.Range.End : _at);
        var below = _open.LastIndexOf(furthest) + 1;
        _open.Insert(below, copy);
        _openCount[(int)copy.Name]++;
        copy.IsOpen = true;
        IsTooDeep |= _open.Count > MaxDepth;
    }
}
