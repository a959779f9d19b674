using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>The stack of open elements: WHATWG HTML 13.2.4.2, 13.2.6.1 and 13.2.6.3.</summary>
internal ref partial struct TreeBuilder
{
    private enum ScopeKind : byte
    {
        Default,
        ListItem,
        Button,
        Table,
        Select,
    }

    /// <summary>Where an element or text goes: last in a parent, or before one of its children.</summary>
    private readonly record struct Place(PageElement? Parent, PageElement? Before = null);

    /// <summary>Text of the current token goes into the page.</summary>
    private readonly void AddText()
    {
        if (PlaceFor().Parent is { } parent)
        {
            parent.HasText |= !_tokenizer.Content.IsEmpty;
            _observer.Text(parent, _tokenizer.Content);
        }
    }

    /// <summary>Opens the element of the current start tag.</summary>
    private PageElement Open(Namespace ns = Namespace.Html)
    {
        var name = _name == TagName.Image && ns == Namespace.Html ? TagName.Img : _name;
        var place = PlaceFor();
        var element = new PageElement
        {
            Name = name,
            Namespace = ns,
            NameRange = _tokenizer.Content,
            Tag = _tokenizer.Range,
            IsInTemplate = IsTemplateContent(place.Parent),
            IsHtmlAnnotation = ns == Namespace.MathMl && name == TagName.AnnotationXml && HasHtmlEncoding(),
        };
        Push(element, place);
        var html = _tokenizer.Html;
        var nameBytes = name == TagName.Img ? "img"u8 : element.NameRange.In(html);
        _observer.Opened(element, html, nameBytes, _tokenizer.Attributes, IsQuirks);
        return element;
    }

    private void OpenVoid()
    {
        Open();
        PopVoid();
    }

    /// <summary>Ends an element that has no content: it ends where its tag ends.</summary>
    private void PopVoid() => Remove(_open.Count - 1, Current.Tag.End, Current.Tag.End);

    private void OpenImplied(TagName name)
    {
        var place = PlaceFor();
        var element = new PageElement
        {
            Name = name,
            Namespace = Namespace.Html,
            NameRange = default,
            Tag = new ByteRange(_at, _at),
            IsInTemplate = IsTemplateContent(place.Parent),
        };
        Push(element, place);
        _observer.Opened(element, default, ImpliedName(name), NoAttributes, IsQuirks);
    }

    private static ReadOnlySpan<byte> ImpliedName(TagName name) => name switch
    {
        TagName.Html => "html"u8,
        TagName.Head => "head"u8,
        TagName.Body => "body"u8,
        TagName.Tbody => "tbody"u8,
        TagName.Tr => "tr"u8,
        TagName.Colgroup => "colgroup"u8,
        TagName.Br => "br"u8,
        _ => "p"u8,
    };

    private void Push(PageElement element, Place place)
    {
        Root ??= element;
        element.MoveTo(place.Parent, place.Before);
        _open.Add(element);
        _openCount[(int)element.Name]++;
        element.IsOpen = true;
        _tagBytes += KeptBytes(element);
        IsTooDeep |= _open.Count > MaxDepth || IsTooMuch(element);
    }

    /// <summary>Takes an element off the stack and tells where it ended.</summary>
    private void Remove(int index, int contentEnd, int end)
    {
        var element = _open[index];
        _open.RemoveAt(index);
        _openCount[(int)element.Name]--;
        element.IsOpen = false;
        _tagBytes -= KeptBytes(element);
        _observer.Closed(element, contentEnd, end);
    }

    /// <summary>The current element ends where the current token begins, without an end tag of its own.</summary>
    private void Pop() => Remove(_open.Count - 1, Math.Max(_at, Current.Tag.End), Math.Max(_at, Current.Tag.End));

    /// <summary>The current element ends by the current token, its end tag.</summary>
    private void PopExplicit() => Remove(_open.Count - 1, _tokenizer.Range.Start, _tokenizer.Range.End);

    /// <summary>
    /// Ends elements up to and including the nearest of this name, which an end tag of that name ends explicitly.
    /// </summary>
    private void PopThrough(TagName name)
    {
        while (!Current.Is(name) && _open.Count > 1)
        {
            Pop();
        }

        PopNamed();
    }

    private void PopThrough(PageElement element)
    {
        while (Current != element && _open.Count > 1)
        {
            Pop();
        }

        PopNamed();
    }

    /// <summary>Ends the current element, explicitly when the token is its end tag.</summary>
    private void PopNamed()
    {
        if (_kind == TokenKind.EndTag && IsNamedByToken(Current))
        {
            PopExplicit();
        }
        else
        {
            Pop();
        }
    }

    /// <summary>True when the element and the current tag have the same name.</summary>
    private readonly bool IsNamedByToken(PageElement element)
    {
        if (element.Name != _name)
        {
            return false;
        }

        return element.Name != TagName.Other
            || AsciiText.EqualsIgnoreCase(element.NameRange.In(_tokenizer.Html), _tokenizer.Content.In(_tokenizer.Html));
    }

    /// <summary>
    /// The place of the next element: in the current one, or for content misplaced in a table before the table.
    /// </summary>
    private readonly Place PlaceFor() =>
        _headParent is not null ? new Place(_headParent) : _open.Count == 0 ? default : PlaceIn(Current);

    private readonly Place PlaceIn(PageElement target)
    {
        if (!_fosters || target.Namespace != Namespace.Html
            || !(target.Name is TagName.Table or TagName.Tr || TagGroups.Has(target.Name, TagGroup.TableSection)))
        {
            return new Place(target);
        }

        for (var i = _open.Count - 1; i > 0; i--)
        {
            if (_open[i].Is(TagName.Template))
            {
                return new Place(_open[i]);
            }

            if (_open[i].Is(TagName.Table))
            {
                return _open[i].Parent is { } parent ? new Place(parent, _open[i]) : new Place(_open[i - 1]);
            }
        }

        return new Place(_open[0]);
    }

    private static bool IsTemplateContent(PageElement? parent) =>
        parent is not null && (parent.IsInTemplate || parent.Is(TagName.Template));

    private void GenerateImpliedEnds(TagName except = TagName.Other)
    {
        while (Current.Namespace == Namespace.Html && Current.Name != except && TagGroups.Has(Current.Name, TagGroup.ImpliedEnd))
        {
            Pop();
        }
    }

    private void CloseP()
    {
        if (HasInScope(TagName.P, ScopeKind.Button))
        {
            GenerateImpliedEnds(TagName.P);
            PopThrough(TagName.P);
        }
    }

    private readonly bool HasInScope(TagName name, ScopeKind kind = ScopeKind.Default)
    {
        if (_openCount[(int)name] == 0)
        {
            return false;
        }

        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Is(name))
            {
                return true;
            }

            if (IsScopeEnd(_open[i], kind))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsScopeEnd(PageElement element, ScopeKind kind)
    {
        if (kind == ScopeKind.Table)
        {
            return element.Namespace == Namespace.Html && element.Name is TagName.Html or TagName.Table or TagName.Template;
        }

        if (kind == ScopeKind.Select)
        {
            return !(element.Namespace == Namespace.Html && element.Name is TagName.Optgroup or TagName.Option);
        }

        if (element.Namespace != Namespace.Html)
        {
            return IsIntegrationPoint(element) || IsMathText(element) || element.Name == TagName.AnnotationXml;
        }

        return TagGroups.Has(element.Name, TagGroup.Scope)
            || (kind == ScopeKind.ListItem && element.Name is TagName.Ol or TagName.Ul)
            || (kind == ScopeKind.Button && element.Name == TagName.Button);
    }
}
