using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Fragments;

/// <summary>
/// Reads a template's markup with the page tokenizer, every mustache masked by as many harmless characters, and tells where
/// each mustache stands. Also refuses markup that would not stay inside its slot: unclosed, crossed or cut-off elements.
/// </summary>
internal sealed class MarkupReader(TemplateSource template, ICollection<FragmentProblem> problems)
{
    private readonly MarkupPlace[] _places = new MarkupPlace[template.Mustaches.Count];
    private readonly List<(string Name, int At)> _open = [];
    private int _next;

    /// <summary>One place per mustache, in order.</summary>
    public IReadOnlyList<MarkupPlace> Read()
    {
        var html = Mask();
        var tokenizer = new HtmlTokenizer(html, new AttributeList());
        var raw = string.Empty;
        var rawKind = PlaceKind.Text;
        while (tokenizer.Read())
        {
            var range = tokenizer.Range;
            switch (tokenizer.Kind)
            {
                case TokenKind.Text:
                    SetPlaces(range.End, new MarkupPlace(rawKind, 0, raw, string.Empty));
                    CheckAscii(range, rawKind, raw);
                    break;
                case TokenKind.StartTag:
                    PlaceInTag(tokenizer);
                    (raw, rawKind) = Open(ref tokenizer);
                    break;
                case TokenKind.EndTag:
                    SetPlaces(range.End, new MarkupPlace(PlaceKind.Tag, range.Start, string.Empty, string.Empty));
                    Close(Name(tokenizer), range.Start);
                    (raw, rawKind) = (string.Empty, PlaceKind.Text);
                    break;
                case TokenKind.Comment:
                    SetPlaces(range.End, new MarkupPlace(PlaceKind.Comment, range.Start, string.Empty, string.Empty));
                    break;
                default:
                    SetPlaces(range.End, new MarkupPlace(PlaceKind.Tag, range.Start, string.Empty, string.Empty));
                    Problem(range.Start, "The markup here is no element, text or comment.");
                    break;
            }
        }

        CheckEnd(tokenizer.UsableEnd, html.Length, raw);
        return _places;
    }

    /// <summary>The template as bytes of the same length: values as letters, all other mustaches as spaces.</summary>
    private byte[] Mask()
    {
        var masked = new byte[template.Text.Length];
        for (var i = 0; i < masked.Length; i++)
        {
            masked[i] = template.Text[i] < 0x80 ? (byte)template.Text[i] : (byte)0x80;
        }

        foreach (var mustache in template.Mustaches)
        {
            masked.AsSpan(mustache.Start..mustache.End).Fill(mustache.Kind == MustacheKind.Value ? (byte)'x' : (byte)' ');
        }

        return masked;
    }

    private void SetPlaces(int end, MarkupPlace place)
    {
        while (_next < _places.Length && template.Mustaches[_next].Start < end)
        {
            _places[_next++] = place;
        }
    }

    private void PlaceInTag(in HtmlTokenizer tokenizer)
    {
        var tag = tokenizer.Range.Start;
        var element = Name(tokenizer);
        foreach (var attribute in tokenizer.Attributes.Items)
        {
            SetPlaces(attribute.Value.Start, new MarkupPlace(PlaceKind.Tag, tag, element, string.Empty));
            var name = Encoding.Latin1.GetString(attribute.Name.In(tokenizer.Html)).ToLowerInvariant();
            if (name is "style" or "srcdoc" || name.StartsWith("on", StringComparison.Ordinal))
            {
                Problem(tag, $"The attribute '{name}' is inline code, which a page's Content-Security-Policy may forbid; use a class and a file.");
            }

            var kind = attribute.Quote == 0 ? PlaceKind.UnquotedAttribute : PlaceKind.QuotedAttribute;
            SetPlaces(attribute.Value.End, new MarkupPlace(kind, attribute.Value.Start, element, name));
        }

        SetPlaces(tokenizer.Range.End, new MarkupPlace(PlaceKind.Tag, tag, element, string.Empty));
    }

    private (string Raw, PlaceKind Kind) Open(ref HtmlTokenizer tokenizer)
    {
        var name = Name(tokenizer);
        var known = TagNames.Find(tokenizer.Content.In(tokenizer.Html));
        var isForeign = _open.Exists(o => o.Name is "svg" or "math");
        if (known is TagName.Html or TagName.Head or TagName.Body or TagName.Base or TagName.Frameset or TagName.Plaintext)
        {
            Problem(tokenizer.Range.Start, $"The element '{name}' cannot be part of a fragment.");
            return (string.Empty, PlaceKind.Text);
        }

        if (TagGroups.Has(known, TagGroup.Void) || (tokenizer.IsSelfClosing && (isForeign || name is "svg" or "math")))
        {
            return (string.Empty, PlaceKind.Text);
        }

        if (known == TagName.Style || (known == TagName.Script && !IsJson(tokenizer) && !tokenizer.Attributes.TryFind(tokenizer.Html, "src"u8, out _)))
        {
            Problem(tokenizer.Range.Start,
                $"The element '{name}' is inline code, which a page's Content-Security-Policy may forbid; use a file, or a script of type application/json.");
        }

        _open.Add((name, tokenizer.Range.Start));
        var mode = known switch
        {
            TagName.Title or TagName.Textarea => TextMode.Rcdata,
            TagName.Script => TextMode.Script,
            _ => TagGroups.Has(known, TagGroup.RawText) ? TextMode.RawText : TextMode.Data,
        };
        if (mode == TextMode.Data || isForeign)
        {
            return (string.Empty, PlaceKind.Text);
        }

        var kind = mode == TextMode.Rcdata
            ? PlaceKind.EscapableText
            : IsJson(tokenizer)
            ? PlaceKind.JsonScript
            : PlaceKind.RawText;
        tokenizer.SwitchTo(mode, tokenizer.Content.In(tokenizer.Html));
        return (name, kind);
    }

    private static bool IsJson(in HtmlTokenizer tokenizer)
    {
        var html = tokenizer.Html;
        return TagNames.Find(tokenizer.Content.In(html)) == TagName.Script
            && tokenizer.Attributes.TryFind(html, "type"u8, out var type)
            && (AsciiText.EqualsIgnoreCase(type.Value.In(html), "application/json"u8)
                || AsciiText.EqualsIgnoreCase(type.Value.In(html), "application/ld+json"u8));
    }

    private void Close(string name, int at)
    {
        if (_open.Count == 0 || _open[^1].Name != name)
        {
            var expected = _open.Count == 0 ? "nothing is open" : $"'{_open[^1].Name}' is open";
            Problem(at, $"The end tag '{name}' closes nothing: {expected}.");
            return;
        }

        _open.RemoveAt(_open.Count - 1);
    }

    private void CheckAscii(ByteRange range, PlaceKind kind, string element)
    {
        if (kind is PlaceKind.JsonScript or PlaceKind.RawText && !Ascii.IsValid(template.Text.AsSpan(range.Start, range.Length)))
        {
            Problem(range.Start,
                $"The text of '{element}' has characters beyond ASCII, which are not right on a page of every encoding; "
                + "write them as escapes.");
        }
    }

    private void CheckEnd(int usableEnd, int length, string raw)
    {
        if (usableEnd < length && raw.Length == 0)
        {
            Problem(usableEnd, "The template ends inside a tag or comment.");
        }

        foreach (var (name, at) in _open)
        {
            Problem(at, $"The element '{name}' has no end tag.");
        }
    }

    private static string Name(in HtmlTokenizer tokenizer) =>
        Encoding.Latin1.GetString(tokenizer.Content.In(tokenizer.Html)).ToLowerInvariant();

    private void Problem(int at, string message) =>
        problems.Add(new FragmentProblem(template.File, template.LineAt(at), message));
}
