using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>SVG and MathML: WHATWG HTML 13.2.6.5 and the dispatcher of 13.2.6.</summary>
internal ref partial struct TreeBuilder
{
    private readonly bool IsForeignToken()
    {
        if (_open.Count == 0 || Current.Namespace == Namespace.Html)
        {
            return false;
        }

        var current = Current;
        if (_kind == TokenKind.StartTag)
        {
            return !(IsIntegrationPoint(current)
                || (IsMathText(current) && _name is not (TagName.Mglyph or TagName.Malignmark))
                || (current.Namespace == Namespace.MathMl && current.Name == TagName.AnnotationXml && _name == TagName.Svg));
        }

        return !(_kind == TokenKind.Text && (IsIntegrationPoint(current) || IsMathText(current)));
    }

    private static bool IsIntegrationPoint(PageElement element) => element.Namespace switch
    {
        Namespace.Svg => element.Name is TagName.ForeignObject or TagName.Desc or TagName.Title,
        Namespace.MathMl => element.IsHtmlAnnotation,
        _ => false,
    };

    private static bool IsMathText(PageElement element) =>
        element.Namespace == Namespace.MathMl
        && element.Name is TagName.Mi or TagName.Mo or TagName.Mn or TagName.Ms or TagName.Mtext;

    private readonly bool HasHtmlEncoding() =>
        _tokenizer.Attributes.TryFind(_tokenizer.Html, "encoding"u8, out var encoding)
        && (AsciiText.EqualsIgnoreCase(encoding.Value.In(_tokenizer.Html), "text/html"u8)
            || AsciiText.EqualsIgnoreCase(encoding.Value.In(_tokenizer.Html), "application/xhtml+xml"u8));

    private void ProcessForeign()
    {
        if (_kind == TokenKind.Text)
        {
            _framesetAllowed &= IsBlankText();
            AddText();
        }
        else if (_kind == TokenKind.StartTag && IsBreakout())
        {
            LeaveForeign();
            ProcessIn(_mode);
        }
        else if (_kind == TokenKind.StartTag)
        {
            StartForeign(Current.Namespace);
        }
        else if (_kind == TokenKind.EndTag)
        {
            EndForeign();
        }
    }

    private readonly bool IsBreakout()
    {
        if (_name != TagName.Font)
        {
            return TagGroups.Has(_name, TagGroup.Breakout);
        }

        return _tokenizer.Attributes.TryFind(_tokenizer.Html, "color"u8, out _)
            || _tokenizer.Attributes.TryFind(_tokenizer.Html, "face"u8, out _)
            || _tokenizer.Attributes.TryFind(_tokenizer.Html, "size"u8, out _);
    }

    private void LeaveForeign()
    {
        while (Current.Namespace != Namespace.Html && !IsMathText(Current) && !IsIntegrationPoint(Current))
        {
            Pop();
        }
    }

    private void StartForeign(Namespace ns)
    {
        Open(ns);
        if (_tokenizer.IsSelfClosing)
        {
            PopVoid();
        }
    }

    private void EndForeign()
    {
        if (_name is TagName.Br or TagName.P)
        {
            LeaveForeign();
            ProcessIn(_mode);
            return;
        }

        for (var i = _open.Count - 1; i > 0; i--)
        {
            var element = _open[i];
            if (element.Namespace == Namespace.Html)
            {
                ProcessIn(_mode);
                return;
            }

            if (IsNamedByToken(element))
            {
                PopThrough(element);
                return;
            }
        }
    }
}
