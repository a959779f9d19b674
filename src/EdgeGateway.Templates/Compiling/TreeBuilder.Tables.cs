using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Tables: WHATWG HTML 13.2.6.4.9 to 13.2.6.4.15.</summary>
internal ref partial struct TreeBuilder
{
    private void InTable()
    {
        if (_kind == TokenKind.Doctype)
        {
            return;
        }

        if (IsBlankText() && IsTableContext())
        {
            AddText();
            return;
        }

        if (_kind == TokenKind.StartTag && StartInTable())
        {
            return;
        }

        if (_kind == TokenKind.EndTag && EndInTable())
        {
            return;
        }

        _fosters = true;
        InBody();
        _fosters = false;
    }

    private readonly bool IsTableContext() =>
        Current.Namespace == Namespace.Html
        && (Current.Name is TagName.Table or TagName.Tr or TagName.Template || TagGroups.Has(Current.Name, TagGroup.TableSection));

    private bool StartInTable()
    {
        switch (_name)
        {
            case TagName.Caption:
                ClearTo(TagName.Table);
                _formatting.Add(null);
                Open();
                _mode = InsertionMode.InCaption;
                return true;
            case TagName.Colgroup:
                ClearTo(TagName.Table);
                Open();
                _mode = InsertionMode.InColumnGroup;
                return true;
            case TagName.Col:
                ClearTo(TagName.Table);
                OpenImplied(TagName.Colgroup);
                SwitchAndProcess(InsertionMode.InColumnGroup);
                return true;
            case TagName.Tbody or TagName.Tfoot or TagName.Thead:
                ClearTo(TagName.Table);
                Open();
                _mode = InsertionMode.InTableBody;
                return true;
            case TagName.Td or TagName.Th or TagName.Tr:
                ClearTo(TagName.Table);
                OpenImplied(TagName.Tbody);
                SwitchAndProcess(InsertionMode.InTableBody);
                return true;
            case TagName.Table:
                if (CloseTable())
                {
                    Process();
                }

                return true;
            case TagName.Style or TagName.Script or TagName.Template:
                return ReadHeadContent();
            case TagName.Input when IsHiddenInput():
                OpenVoid();
                return true;
            case TagName.Form:
                if (_form is null && _openCount[(int)TagName.Template] == 0)
                {
                    _form = Open();
                    PopVoid();
                }

                return true;
            default:
                return false;
        }
    }

    private bool EndInTable()
    {
        switch (_name)
        {
            case TagName.Table:
                CloseTable();
                return true;
            case TagName.Template:
                CloseTemplate();
                return true;
            case TagName.Body or TagName.Html:
                return true;
            default:
                return TagGroups.Has(_name, TagGroup.TablePart);
        }
    }

    private bool CloseTable()
    {
        if (!HasInScope(TagName.Table, ScopeKind.Table))
        {
            return false;
        }

        PopThrough(TagName.Table);
        ResetMode();
        return true;
    }

    private void InCaption()
    {
        var ends = End(TagName.Caption);
        if (ends || End(TagName.Table) || StartOf(TagGroup.TablePart))
        {
            if (HasInScope(TagName.Caption, ScopeKind.Table))
            {
                GenerateImpliedEnds();
                PopThrough(TagName.Caption);
                ClearToMarker();
                _mode = InsertionMode.InTable;
                if (!ends)
                {
                    Process();
                }
            }
        }
        else if (!EndOf(TagGroup.TablePart) && !End(TagName.Body) && !End(TagName.Html))
        {
            InBody();
        }
    }

    private void InColumnGroup()
    {
        if (_kind == TokenKind.Doctype || IsBlankText() || MergeHtml() || End(TagName.Col))
        {
            return;
        }

        if (Start(TagName.Col))
        {
            OpenVoid();
        }
        else if (Start(TagName.Template) || End(TagName.Template))
        {
            ReadHeadContent();
        }
        else if (Current.Is(TagName.Colgroup))
        {
            var ends = End(TagName.Colgroup);
            PopNamed();
            _mode = InsertionMode.InTable;
            if (!ends)
            {
                Process();
            }
        }
    }

    private void InTableBody()
    {
        if (Start(TagName.Tr))
        {
            ClearToSection();
            Open();
            _mode = InsertionMode.InRow;
        }
        else if (Start(TagName.Td) || Start(TagName.Th))
        {
            ClearToSection();
            OpenImplied(TagName.Tr);
            SwitchAndProcess(InsertionMode.InRow);
        }
        else if (EndOf(TagGroup.TableSection))
        {
            if (HasInScope(_name, ScopeKind.Table))
            {
                ClearToSection();
                PopNamed();
                _mode = InsertionMode.InTable;
            }
        }
        else if (End(TagName.Table) || StartOf(TagGroup.TablePart))
        {
            if (HasSectionInScope())
            {
                ClearToSection();
                Pop();
                SwitchAndProcess(InsertionMode.InTable);
            }
        }
        else
        {
            InTable();
        }
    }

    private readonly bool HasSectionInScope() =>
        HasInScope(TagName.Tbody, ScopeKind.Table)
        || HasInScope(TagName.Thead, ScopeKind.Table)
        || HasInScope(TagName.Tfoot, ScopeKind.Table);

    private void InRow()
    {
        if (Start(TagName.Td) || Start(TagName.Th))
        {
            ClearTo(TagName.Tr);
            Open();
            _mode = InsertionMode.InCell;
            _formatting.Add(null);
        }
        else if (End(TagName.Tr))
        {
            CloseRow();
        }
        else if (End(TagName.Table) || StartOf(TagGroup.TablePart))
        {
            if (CloseRow())
            {
                Process();
            }
        }
        else if (EndOf(TagGroup.TableSection))
        {
            if (HasInScope(_name, ScopeKind.Table) && CloseRow())
            {
                Process();
            }
        }
        else
        {
            InTable();
        }
    }

    private bool CloseRow()
    {
        if (!HasInScope(TagName.Tr, ScopeKind.Table))
        {
            return false;
        }

        ClearTo(TagName.Tr);
        PopNamed();
        _mode = InsertionMode.InTableBody;
        return true;
    }

    private void InCell()
    {
        if (End(TagName.Td) || End(TagName.Th))
        {
            if (HasInScope(_name, ScopeKind.Table))
            {
                GenerateImpliedEnds();
                PopThrough(_name);
                ClearToMarker();
                _mode = InsertionMode.InRow;
            }
        }
        else if (StartOf(TagGroup.TablePart))
        {
            if (CloseCell())
            {
                Process();
            }
        }
        else if (End(TagName.Table) || End(TagName.Tr) || EndOf(TagGroup.TableSection))
        {
            if (HasInScope(_name, ScopeKind.Table) && CloseCell())
            {
                Process();
            }
        }
        else if (!EndOf(TagGroup.TablePart) && !End(TagName.Body) && !End(TagName.Html))
        {
            InBody();
        }
    }

    private bool CloseCell()
    {
        var cell = HasInScope(TagName.Td, ScopeKind.Table) ? TagName.Td : TagName.Th;
        if (!HasInScope(cell, ScopeKind.Table))
        {
            return false;
        }

        GenerateImpliedEnds();
        PopThrough(cell);
        ClearToMarker();
        _mode = InsertionMode.InRow;
        return true;
    }

    /// <summary>Ends everything above the nearest element of this name (or a template, or the root).</summary>
    private void ClearTo(TagName name)
    {
        while (!(Current.Is(name) || Current.Is(TagName.Template) || Current.Is(TagName.Html)))
        {
            Pop();
        }
    }

    private void ClearToSection()
    {
        while (!(Current.Namespace == Namespace.Html
            && (TagGroups.Has(Current.Name, TagGroup.TableSection) || Current.Name is TagName.Template or TagName.Html)))
        {
            Pop();
        }
    }
}
