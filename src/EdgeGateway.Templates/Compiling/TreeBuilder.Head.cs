using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>From the first byte to the body: WHATWG HTML 13.2.6.4.1 to 13.2.6.4.6.</summary>
internal ref partial struct TreeBuilder
{
    private void Initial()
    {
        if (IsBlankText())
        {
            return;
        }

        _mode = InsertionMode.BeforeHtml;
        if (_kind == TokenKind.Doctype)
        {
            var isFinished = _tokenizer.Range.End > _tokenizer.Content.End;
            IsQuirks = QuirksMode.IsAskedFor(_tokenizer.Content.In(_tokenizer.Html), isFinished);
            return;
        }

        IsQuirks = true;
        Process();
    }

    private void BeforeHtml()
    {
        if (_kind == TokenKind.Doctype || IsBlankText() || IsEndTagToIgnore())
        {
            return;
        }

        _mode = InsertionMode.BeforeHead;
        if (Start(TagName.Html))
        {
            Open();
            return;
        }

        StartAtText();
        OpenImplied(TagName.Html);
        Process();
    }

    private void BeforeHead()
    {
        if (_kind == TokenKind.Doctype || IsBlankText() || IsEndTagToIgnore() || MergeHtml())
        {
            return;
        }

        _mode = InsertionMode.InHead;
        if (Start(TagName.Head))
        {
            _head = Open();
            return;
        }

        StartAtText();
        OpenImplied(TagName.Head);
        _head = Current;
        Process();
    }

    private void InHead()
    {
        if (IsBlankText())
        {
            AddText();
            return;
        }

        if (_kind == TokenKind.Doctype || MergeHtml() || Start(TagName.Head) || ReadHeadContent())
        {
            return;
        }

        if (End(TagName.Head))
        {
            PopExplicit();
            _mode = InsertionMode.AfterHead;
            return;
        }

        if (IsEndTagToIgnore())
        {
            return;
        }

        StartAtText();
        Pop();
        SwitchAndProcess(InsertionMode.AfterHead);
    }

    private void AfterHead()
    {
        if (_kind == TokenKind.Doctype || IsBlankText() || MergeHtml() || Start(TagName.Head))
        {
            return;
        }

        if (StartOf(TagGroup.HeadContent) || End(TagName.Template))
        {
            ReadLateHeadContent();
            return;
        }

        if (IsEndTagToIgnore() || End(TagName.Head))
        {
            return;
        }

        _mode = InsertionMode.InBody;
        if (Start(TagName.Body))
        {
            _framesetAllowed = false;
            Open();
        }
        else if (Start(TagName.Frameset))
        {
            Open();
            _mode = InsertionMode.InFrameset;
        }
        else
        {
            StartAtText();
            OpenImplied(TagName.Body);
            Process();
        }
    }

    /// <summary>Head content after the head still becomes the head's.</summary>
    private void ReadLateHeadContent()
    {
        _headParent = _head;
        ReadHeadContent();
        _headParent = null;
    }

    /// <summary>Handles what belongs in a head wherever it stands; false when the token is something else.</summary>
    private bool ReadHeadContent()
    {
        if (End(TagName.Template))
        {
            CloseTemplate();
            return true;
        }

        if (_kind != TokenKind.StartTag)
        {
            return false;
        }

        switch (_name)
        {
            case TagName.Base or TagName.Basefont or TagName.Bgsound or TagName.Link or TagName.Meta:
                OpenVoid();
                return true;
            case TagName.Title:
                OpenRaw(TextMode.Rcdata);
                return true;
            case TagName.Noscript or TagName.Noframes or TagName.Style:
                OpenRaw(TextMode.RawText);
                return true;
            case TagName.Script:
                OpenRaw(TextMode.Script);
                return true;
            case TagName.Template:
                OpenTemplate();
                return true;
            default:
                return false;
        }
    }

    /// <summary>A repeated html tag only adds attributes to the root; false when the token is something else.</summary>
    private readonly bool MergeHtml()
    {
        if (!Start(TagName.Html))
        {
            return false;
        }

        MergeInto(_open[0], "html"u8);
        return true;
    }

    /// <summary>
    /// Adds the current tag's attributes behind those of the element's own tag, where the first of a name counts.
    /// </summary>
    private readonly void MergeInto(PageElement element, ReadOnlySpan<byte> name)
    {
        if (_openCount[(int)TagName.Template] > 0)
        {
            return;
        }

        if (element.Merged is not { } merged)
        {
            element.Merged = merged = new AttributeList();
            if (!element.IsImplied)
            {
                var own = new HtmlTokenizer(_tokenizer.Html[..element.Tag.End], merged);
                own.SeekTag(element.Tag.Start);
            }
        }

        foreach (var attribute in _tokenizer.Attributes.Items)
        {
            merged.Add(attribute);
        }

        _observer.Merged(element, _tokenizer.Html, name, merged, IsQuirks);
    }

    private void OpenRaw(TextMode mode)
    {
        _rawElement = Open();
        _tokenizer.SwitchTo(mode, _rawElement.NameRange.In(_tokenizer.Html));
    }

    private readonly bool IsBlankText() => _kind == TokenKind.Text && AsciiText.IsBlank(_tokenizer.Content.In(_tokenizer.Html));

    /// <summary>White space before the first character stays where it was; what that character implies starts at it.</summary>
    private void StartAtText()
    {
        if (_kind == TokenKind.Text)
        {
            var skip = _tokenizer.Content.In(_tokenizer.Html).IndexOfAnyExcept(AsciiText.WhiteSpace);
            _at = _tokenizer.Content.Start + Math.Max(skip, 0);
        }
    }

    private readonly bool IsEndTagToIgnore() =>
        _kind == TokenKind.EndTag && _name is not (TagName.Head or TagName.Body or TagName.Html or TagName.Br);
}
