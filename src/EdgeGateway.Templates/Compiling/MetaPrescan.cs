using System.Text;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// Looks for an encoding in the page itself, as browsers do before they parse (WHATWG HTML 13.2.3.2): a meta in the first
/// 1,024 bytes, and the XML declaration when there is none. Scripts and titles are not respected here, comments are.
/// </summary>
internal static class MetaPrescan
{
    private const int MaxBytes = 1024;

    /// <summary>The first code page that a meta names; null when none does.</summary>
    public static int? FindMeta(ReadOnlySpan<byte> page)
    {
        var html = page[..Math.Min(page.Length, MaxBytes)];
        var tokenizer = new HtmlTokenizer(html, new AttributeList());
        for (var at = 0; (at = Next(html, at)) >= 0;)
        {
            if (html[at..].StartsWith("<!--"u8))
            {
                at = After(html, at + 2, "-->"u8);
            }
            else if (IsTag(html, at))
            {
                tokenizer.SeekTag(at);
                if (tokenizer.Kind is not (TokenKind.StartTag or TokenKind.EndTag))
                {
                    return null;
                }

                if (IsMeta(tokenizer) && LabelOf(tokenizer) is { } label && EncodingLabels.Find(label) is { } codePage)
                {
                    return codePage;
                }

                at = tokenizer.Range.End;
            }
            else
            {
                at = at + 1 < html.Length && html[at + 1] is (byte)'!' or (byte)'/' or (byte)'?' ? After(html, at, ">"u8) : at + 1;
            }
        }

        return null;
    }

    /// <summary>The code page that an XML declaration at the very start names; null when there is none.</summary>
    public static int? FindXml(ReadOnlySpan<byte> page)
    {
        var end = page.StartsWith("<?xml"u8) ? page[..Math.Min(page.Length, MaxBytes)].IndexOf((byte)'>') : -1;
        if (end < 0)
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(page[..end]);
        var at = text.IndexOf("encoding", StringComparison.Ordinal);
        return at < 0 || AfterEquals(text, at + "encoding".Length) is not { Length: > 0 } rest || rest[0] is not ('"' or '\'')
            || rest.IndexOf(rest[0], 1) is not (> 0 and var close)
            ? null
            : EncodingLabels.Find(rest[1..close]);
    }

    private static int Next(ReadOnlySpan<byte> html, int at)
    {
        var found = at < html.Length ? html[at..].IndexOf((byte)'<') : -1;
        return found < 0 ? -1 : at + found;
    }

    private static int After(ReadOnlySpan<byte> html, int at, ReadOnlySpan<byte> end)
    {
        var found = html[at..].IndexOf(end);
        return found < 0 ? html.Length : at + found + end.Length;
    }

    private static bool IsTag(ReadOnlySpan<byte> html, int at)
    {
        var name = at + 1 < html.Length && html[at + 1] == '/' ? at + 2 : at + 1;
        return name < html.Length && AsciiText.IsLetter(html[name]);
    }

    private static bool IsMeta(in HtmlTokenizer tokenizer) => tokenizer.Kind == TokenKind.StartTag
        && TagNames.Find(tokenizer.Content.In(tokenizer.Html)) == TagName.Meta;

    private static string? LabelOf(in HtmlTokenizer tokenizer)
    {
        var html = tokenizer.Html;
        if (tokenizer.Attributes.TryFind(html, "charset"u8, out var charset))
        {
            return Encoding.Latin1.GetString(charset.Value.In(html));
        }

        var isContentType = tokenizer.Attributes.TryFind(html, "http-equiv"u8, out var equivalent)
            && AsciiText.EqualsIgnoreCase(equivalent.Value.In(html), "content-type"u8);
        return isContentType && tokenizer.Attributes.TryFind(html, "content"u8, out var content)
            ? LabelIn(Encoding.Latin1.GetString(content.Value.In(html)))
            : null;
    }

    /// <summary>The label in the content of a meta: WHATWG HTML 2.6.7.</summary>
    private static string? LabelIn(string content)
    {
        for (var at = 0; (at = content.IndexOf("charset", at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += "charset".Length;
            if (AfterEquals(content, at) is not { } value)
            {
                continue;
            }

            if (value.Length > 0 && value[0] is '"' or '\'')
            {
                var close = value.IndexOf(value[0], 1);
                return close < 0 ? null : value[1..close];
            }

            var end = value.IndexOfAny([';', '\t', '\n', '\f', '\r', ' ']);
            return end < 0 ? value : value[..end];
        }

        return null;
    }

    /// <summary>What follows an equals sign with any space around it; null when there is no equals sign.</summary>
    private static string? AfterEquals(string text, int at)
    {
        var rest = text[at..].TrimStart('\t', '\n', '\f', '\r', ' ');
        return rest.StartsWith('=') ? rest[1..].TrimStart('\t', '\n', '\f', '\r', ' ') : null;
    }
}
