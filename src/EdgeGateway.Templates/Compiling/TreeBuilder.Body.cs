using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>The body: WHATWG HTML 13.2.6.4.7, 13.2.6.4.19 and 13.2.6.4.22.</summary>
internal ref partial struct TreeBuilder
{
    private void InBody()
    {
        switch (_kind)
        {
            case TokenKind.Text:
                Reconstruct();
                _framesetAllowed &= IsBlankText();
                AddText();
                break;
            case TokenKind.StartTag:
                StartInBody();
                break;
            case TokenKind.EndTag:
                EndInBody();
                break;
            default:
                break;
        }
    }

    private void StartInBody()
    {
        if (ReadHeadContent())
        {
            return;
        }

        var groups = TagGroups.Of(_name);
        if ((groups & TagGroup.Block) != 0)
        {
            CloseP();
            _framesetAllowed &= _name is not (TagName.Pre or TagName.Listing);
            Open();
        }
        else if ((groups & TagGroup.Heading) != 0)
        {
            CloseP();
            if (Current.Namespace == Namespace.Html && TagGroups.Has(Current.Name, TagGroup.Heading))
            {
                Pop();
            }

            Open();
        }
        else if ((groups & TagGroup.Formatting) != 0)
        {
            StartFormatting();
        }
        else if ((groups & TagGroup.Marker) != 0)
        {
            Reconstruct();
            Open();
            _formatting.Add(null);
            _framesetAllowed = false;
        }
        else
        {
            StartByName();
        }
    }

    private void StartByName()
    {
        switch (_name)
        {
            case TagName.Html:
                MergeHtml();
                break;
            case TagName.Body:
                _framesetAllowed = false;
                if (_open.Count > 1 && _open[1].Is(TagName.Body))
                {
                    MergeInto(_open[1], "body"u8);
                }

                break;
            case TagName.Frameset:
                StartFrameset();
                break;
            case TagName.Form:
                StartForm();
                break;
            case TagName.Li:
                StartItem(TagName.Li, TagName.Li);
                break;
            case TagName.Dd or TagName.Dt:
                StartItem(TagName.Dd, TagName.Dt);
                break;
            case TagName.Button:
                StartButton();
                break;
            case TagName.Table:
                StartTable();
                break;
            case TagName.Area or TagName.Br or TagName.Embed or TagName.Img or TagName.Image or TagName.Keygen or TagName.Wbr:
                Reconstruct();
                OpenVoid();
                _framesetAllowed = false;
                break;
            case TagName.Input:
                Reconstruct();
                _framesetAllowed &= IsHiddenInput();
                OpenVoid();
                break;
            case TagName.Param or TagName.Source or TagName.Track:
                OpenVoid();
                break;
            case TagName.Hr:
                CloseP();
                OpenVoid();
                _framesetAllowed = false;
                break;
            default:
                StartTextOrOther();
                break;
        }
    }

    private void StartTextOrOther()
    {
        switch (_name)
        {
            case TagName.Textarea:
                OpenRaw(TextMode.Rcdata);
                _framesetAllowed = false;
                break;
            case TagName.Xmp:
                CloseP();
                Reconstruct();
                OpenRaw(TextMode.RawText);
                _framesetAllowed = false;
                break;
            case TagName.Iframe or TagName.Noembed:
                _framesetAllowed &= _name != TagName.Iframe;
                OpenRaw(TextMode.RawText);
                break;
            case TagName.Plaintext:
                CloseP();
                Open();
                _tokenizer.SwitchTo(TextMode.PlainText, default);
                break;
            case TagName.Select:
                StartSelect();
                break;
            case TagName.Optgroup or TagName.Option:
                if (Current.Is(TagName.Option))
                {
                    Pop();
                }

                Reconstruct();
                Open();
                break;
            case TagName.Rb or TagName.Rtc or TagName.Rp or TagName.Rt:
                StartRuby();
                break;
            case TagName.Svg or TagName.Math:
                Reconstruct();
                StartForeign(_name == TagName.Svg ? Namespace.Svg : Namespace.MathMl);
                break;
            case TagName.Head or TagName.Frame:
                break;
            default:
                if (!TagGroups.Has(_name, TagGroup.TablePart))
                {
                    Reconstruct();
                    Open();
                }

                break;
        }
    }

    private void StartForm()
    {
        var inTemplate = _openCount[(int)TagName.Template] > 0;
        if (_form is not null && !inTemplate)
        {
            return;
        }

        CloseP();
        var form = Open();
        _form = inTemplate ? _form : form;
    }

    /// <summary>A list item ends the item before it, unless a block that may hold lists of its own lies between.</summary>
    private void StartItem(TagName one, TagName other)
    {
        _framesetAllowed = false;
        if (_openCount[(int)one] + _openCount[(int)other] > 0)
        {
            for (var i = _open.Count - 1; i >= 0; i--)
            {
                var element = _open[i];
                if (element.Is(one) || element.Is(other))
                {
                    GenerateImpliedEnds(element.Name);
                    PopThrough(element.Name);
                    break;
                }

                if (IsSpecial(element) && !(element.Is(TagName.Address) || element.Is(TagName.Div) || element.Is(TagName.P)))
                {
                    break;
                }
            }
        }

        CloseP();
        Open();
    }

    private void StartButton()
    {
        if (HasInScope(TagName.Button))
        {
            GenerateImpliedEnds();
            PopThrough(TagName.Button);
        }

        Reconstruct();
        Open();
        _framesetAllowed = false;
    }

    private void StartTable()
    {
        if (!IsQuirks)
        {
            CloseP();
        }

        Open();
        _framesetAllowed = false;
        _mode = InsertionMode.InTable;
    }

    private void StartRuby()
    {
        if (HasInScope(TagName.Ruby))
        {
            GenerateImpliedEnds(_name is TagName.Rp or TagName.Rt ? TagName.Rtc : TagName.Other);
        }

        Open();
    }

    private readonly bool IsHiddenInput() =>
        _tokenizer.Attributes.TryFind(_tokenizer.Html, "type"u8, out var type)
        && AsciiText.EqualsIgnoreCase(type.Value.In(_tokenizer.Html), "hidden"u8);

    private void EndInBody()
    {
        var groups = TagGroups.Of(_name);
        switch (_name)
        {
            case TagName.Template:
                CloseTemplate();
                break;
            case TagName.Body or TagName.Html:
                EndBody();
                break;
            case TagName.Form:
                EndForm();
                break;
            case TagName.P:
                EndP();
                break;
            case TagName.Li:
                EndScoped(ScopeKind.ListItem);
                break;
            case TagName.Br:
                Reconstruct();
                OpenImplied(TagName.Br);
                PopVoid();
                _framesetAllowed = false;
                break;
            case TagName.Dd or TagName.Dt:
                EndScoped(ScopeKind.Default);
                break;
            case TagName.Applet or TagName.Marquee or TagName.Object:
                if (EndScoped(ScopeKind.Default))
                {
                    ClearToMarker();
                }

                break;
            default:
                if ((groups & TagGroup.Heading) != 0)
                {
                    EndHeading();
                }
                else if ((groups & TagGroup.Block) != 0 || _name == TagName.Button)
                {
                    EndScoped(ScopeKind.Default);
                }
                else if ((groups & TagGroup.Formatting) != 0)
                {
                    EndFormatting();
                }
                else
                {
                    EndOther();
                }

                break;
        }
    }

    private void EndBody()
    {
        if (!HasInScope(TagName.Body))
        {
            return;
        }

        // After a body end tag the html end tag changes nothing, even when scripts stand between them.
        _bodyEnd = _name == TagName.Body || _bodyEnd < 0 ? _at : _bodyEnd;
        _observer.BodyEnded(_bodyEnd);
        _mode = InsertionMode.AfterBody;
        if (_name == TagName.Html)
        {
            Process();
        }
    }

    private void EndForm()
    {
        if (_openCount[(int)TagName.Template] > 0)
        {
            EndScoped(ScopeKind.Default);
            return;
        }

        var form = _form;
        _form = null;
        if (form is not { IsOpen: true } || !HasInScope(TagName.Form))
        {
            return;
        }

        GenerateImpliedEnds();
        form.IsMisnested |= Current != form;
        Remove(_open.LastIndexOf(form), _tokenizer.Range.Start, _tokenizer.Range.End);
    }

    private void EndP()
    {
        if (!HasInScope(TagName.P, ScopeKind.Button))
        {
            OpenImplied(TagName.P);
            PopVoid();
            return;
        }

        CloseP();
    }

    private bool EndScoped(ScopeKind kind)
    {
        if (!HasInScope(_name, kind))
        {
            return false;
        }

        GenerateImpliedEnds(_name is TagName.Li or TagName.Dd or TagName.Dt ? _name : TagName.Other);
        PopThrough(_name);
        return true;
    }

    private void EndHeading()
    {
        for (var i = _open.Count - 1; i >= 0 && !IsScopeEnd(_open[i], ScopeKind.Default); i--)
        {
            if (_open[i].Namespace == Namespace.Html && TagGroups.Has(_open[i].Name, TagGroup.Heading))
            {
                var heading = _open[i];
                GenerateImpliedEnds();
                while (Current != heading)
                {
                    Pop();
                }

                // Any heading's end tag ends the open heading, so this is its end tag whatever the number.
                PopExplicit();
                return;
            }
        }
    }

    private void EndOther()
    {
        for (var i = _open.Count - 1; i > 0; i--)
        {
            var element = _open[i];
            if (element.Namespace == Namespace.Html && IsNamedByToken(element))
            {
                GenerateImpliedEnds(element.Name);
                PopThrough(element);
                return;
            }

            if (IsSpecial(element))
            {
                return;
            }
        }
    }

    private void AfterBody()
    {
        if (IsBlankText())
        {
            InBody();
        }
        else if (End(TagName.Html))
        {
            _mode = InsertionMode.AfterAfterBody;
        }
        else if (_kind != TokenKind.Doctype && !MergeHtml())
        {
            SwitchAndProcess(InsertionMode.InBody);
        }
    }

    private void AfterAfterBody()
    {
        if (IsBlankText())
        {
            InBody();
        }
        else if (_kind != TokenKind.Doctype && !MergeHtml())
        {
            SwitchAndProcess(InsertionMode.InBody);
        }
    }

    private static bool IsSpecial(PageElement element) => element.Namespace switch
    {
        Namespace.Html => TagGroups.Has(element.Name, TagGroup.Special),
        Namespace.Svg => IsIntegrationPoint(element),
        _ => IsMathText(element) || element.Name == TagName.AnnotationXml,
    };
}
