using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Select, template and frameset: WHATWG HTML 13.2.6.4.16 to 13.2.6.4.21 and 13.2.4.1.</summary>
internal ref partial struct TreeBuilder
{
    private void StartSelect()
    {
        Reconstruct();
        Open();
        _framesetAllowed = false;
        var inTable = _mode is InsertionMode.InTable or InsertionMode.InCaption or InsertionMode.InTableBody
            or InsertionMode.InRow or InsertionMode.InCell;
        _mode = inTable ? InsertionMode.InSelectInTable : InsertionMode.InSelect;
    }

    private void InSelect()
    {
        if (_kind == TokenKind.Text)
        {
            AddText();
        }
        else if (Start(TagName.Option))
        {
            PopIfCurrent(TagName.Option);
            Open();
        }
        else if (Start(TagName.Optgroup) || Start(TagName.Hr))
        {
            PopIfCurrent(TagName.Option);
            PopIfCurrent(TagName.Optgroup);
            Open();
            if (_name == TagName.Hr)
            {
                PopVoid();
            }
        }
        else if (Start(TagName.Script) || Start(TagName.Template) || End(TagName.Template))
        {
            ReadHeadContent();
        }
        else
        {
            EndInSelect();
        }
    }

    private void EndInSelect()
    {
        if (End(TagName.Optgroup))
        {
            if (Current.Is(TagName.Option) && _open[^2].Is(TagName.Optgroup))
            {
                Pop();
            }

            if (Current.Is(TagName.Optgroup))
            {
                PopExplicit();
            }
        }
        else if (End(TagName.Option) && Current.Is(TagName.Option))
        {
            PopExplicit();
        }
        else if (End(TagName.Select) || Start(TagName.Select))
        {
            CloseSelect();
        }
        else if ((Start(TagName.Input) || Start(TagName.Keygen) || Start(TagName.Textarea)) && CloseSelect())
        {
            Process();
        }
    }

    private bool CloseSelect()
    {
        if (!HasInScope(TagName.Select, ScopeKind.Select))
        {
            return false;
        }

        PopThrough(TagName.Select);
        ResetMode();
        return true;
    }

    private void InSelectInTable()
    {
        var isTablePart = _name == TagName.Table
            || (TagGroups.Has(_name, TagGroup.TablePart) && _name is not (TagName.Col or TagName.Colgroup));
        if (!isTablePart || _kind is not (TokenKind.StartTag or TokenKind.EndTag))
        {
            InSelect();
            return;
        }

        if (_kind == TokenKind.StartTag || HasInScope(_name, ScopeKind.Table))
        {
            PopThrough(TagName.Select);
            ResetMode();
            Process();
        }
    }

    private void PopIfCurrent(TagName name)
    {
        if (Current.Is(name))
        {
            Pop();
        }
    }

    private void OpenTemplate()
    {
        var template = Open();
        if (_tokenizer.Attributes.TryFind(_tokenizer.Html, "shadowrootmode"u8, out var shadow)
            && shadow.Value.In(_tokenizer.Html) is var word
            && (AsciiText.EqualsIgnoreCase(word, "open"u8) || AsciiText.EqualsIgnoreCase(word, "closed"u8)))
        {
            // It becomes its parent's shadow root and is no element of the page.
            template.Detach();
        }

        _formatting.Add(null);
        _framesetAllowed = false;
        _mode = InsertionMode.InTemplate;
        _templateModes.Add(InsertionMode.InTemplate);
    }

    private void CloseTemplate()
    {
        if (_openCount[(int)TagName.Template] == 0 || _templateModes.Count == 0)
        {
            return;
        }

        while (!Current.Is(TagName.Template))
        {
            Pop();
        }

        PopNamed();
        ClearToMarker();
        _templateModes.RemoveAt(_templateModes.Count - 1);
        ResetMode();
    }

    private void InTemplate()
    {
        if (_kind == TokenKind.Text)
        {
            InBody();
            return;
        }

        if (End(TagName.Template) || StartOf(TagGroup.HeadContent))
        {
            ReadHeadContent();
            return;
        }

        if (_kind != TokenKind.StartTag)
        {
            return;
        }

        var mode = _name switch
        {
            TagName.Caption or TagName.Colgroup or TagName.Tbody or TagName.Tfoot or TagName.Thead => InsertionMode.InTable,
            TagName.Col => InsertionMode.InColumnGroup,
            TagName.Tr => InsertionMode.InTableBody,
            TagName.Td or TagName.Th => InsertionMode.InRow,
            _ => InsertionMode.InBody,
        };
        _templateModes[^1] = mode;
        SwitchAndProcess(mode);
    }

    private void StartFrameset()
    {
        if (!_framesetAllowed || _open.Count < 2 || !_open[1].Is(TagName.Body))
        {
            return;
        }

        _open[1].Detach();
        while (_open.Count > 1)
        {
            Pop();
        }

        Open();
        _mode = InsertionMode.InFrameset;
    }

    private void InFrameset()
    {
        if (Start(TagName.Frameset))
        {
            Open();
        }
        else if (Start(TagName.Frame))
        {
            OpenVoid();
        }
        else if (Start(TagName.Noframes))
        {
            OpenRaw(TextMode.RawText);
        }
        else if (End(TagName.Frameset) && _open.Count > 1)
        {
            PopExplicit();
            _mode = Current.Is(TagName.Frameset) ? InsertionMode.InFrameset : InsertionMode.AfterFrameset;
        }
    }

    private void AfterFrameset()
    {
        if (Start(TagName.Noframes))
        {
            OpenRaw(TextMode.RawText);
        }
    }

    private void ResetMode()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Namespace == Namespace.Html && ModeOf(_open[i], i) is { } mode)
            {
                _mode = mode;
                return;
            }
        }

        _mode = InsertionMode.InBody;
    }

    private readonly InsertionMode? ModeOf(PageElement element, int index)
    {
        switch (element.Name)
        {
            case TagName.Select:
                for (var i = index - 1; i > 0 && !_open[i].Is(TagName.Template); i--)
                {
                    if (_open[i].Is(TagName.Table))
                    {
                        return InsertionMode.InSelectInTable;
                    }
                }

                return InsertionMode.InSelect;
            case TagName.Td or TagName.Th:
                return InsertionMode.InCell;
            case TagName.Tr:
                return InsertionMode.InRow;
            case TagName.Tbody or TagName.Thead or TagName.Tfoot:
                return InsertionMode.InTableBody;
            case TagName.Caption:
                return InsertionMode.InCaption;
            case TagName.Colgroup:
                return InsertionMode.InColumnGroup;
            case TagName.Table:
                return InsertionMode.InTable;
            case TagName.Template:
                return _templateModes.Count > 0 ? _templateModes[^1] : InsertionMode.InBody;
            case TagName.Head:
                return InsertionMode.InHead;
            case TagName.Body:
                return InsertionMode.InBody;
            case TagName.Frameset:
                return InsertionMode.InFrameset;
            case TagName.Html:
                return _head is null ? InsertionMode.BeforeHead : InsertionMode.AfterHead;
            default:
                return null;
        }
    }
}
