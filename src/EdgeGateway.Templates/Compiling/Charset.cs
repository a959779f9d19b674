using System.Text;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// The encoding of a page, found as browsers do (WHATWG HTML 13.2.3.2 and Encoding, section 4.2): byte order mark, header,
/// meta in the first 1,024 bytes, else windows-1252. Everything that is ASCII-compatible and stateless will do, because
/// fragments are pure ASCII.
/// </summary>
/// <param name="Encoding">Meaningless when refused.</param>
/// <param name="Refusal">Why a page in this encoding is left alone, if it is.</param>
internal readonly record struct Charset(Encoding Encoding, PlanRefusal Refusal)
{
    private const int PrescanBytes = 1024;

    private static readonly byte[] PrintableAscii = [.. Enumerable.Range(0x20, 0x5F).Select(c => (byte)c)];

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Charset Sniff(ReadOnlySpan<byte> html, string? headerCharset)
    {
        if (html.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Utf8();
        }

        if (html.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || html.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || html.StartsWith("<\0"u8) || html.StartsWith("\0<"u8))
        {
            return new Charset(Windows1252, PlanRefusal.Utf16);
        }

        if (headerCharset is not null && Find(headerCharset) is { } declared)
        {
            return declared;
        }

        if (FindMeta(html) is { } named)
        {
            // A page whose meta can be read as ASCII is not UTF-16, whatever it says.
            return named.Refusal == PlanRefusal.Utf16 ? Utf8() : named;
        }

        // Undeclared ISO-2022 is what some browsers detect by its escape sequences.
        var isStateful = html.IndexOf("\x1B$"u8) >= 0 || html.IndexOf("\x1B("u8) >= 0;
        return new Charset(Windows1252, isStateful ? PlanRefusal.StatefulCharset : PlanRefusal.None);
    }

    private static Charset Utf8() => new(Encoding.UTF8, PlanRefusal.None);

    /// <summary>The encoding of a label; null for one that browsers do not know either.</summary>
    private static Charset? Find(string label)
    {
        var name = label.Trim().ToLowerInvariant();
        if (name.StartsWith("iso-2022", StringComparison.Ordinal) || name.StartsWith("csiso2022", StringComparison.Ordinal)
            || name is "hz-gb-2312" or "utf-7" or "unicode-1-1-utf-7" or "replacement")
        {
            return new Charset(Windows1252, PlanRefusal.StatefulCharset);
        }

        if (name.StartsWith("utf-16", StringComparison.Ordinal) || name.StartsWith("utf-32", StringComparison.Ordinal)
            || name is "ucs-2" or "unicode" or "iso-10646-ucs-2" or "csunicode" or "unicodefeff" or "unicodefffe")
        {
            return new Charset(Windows1252, PlanRefusal.Utf16);
        }

        var encoding = name switch
        {
            "utf-8" or "utf8" or "unicode-1-1-utf-8" or "x-unicode20utf8" => Encoding.UTF8,
            "iso-8859-1" or "latin1" or "ascii" or "us-ascii" or "l1" or "x-user-defined" => Windows1252,
            "iso-8859-9" or "latin5" => CodePagesEncodingProvider.Instance.GetEncoding(1254),
            "tis-620" or "iso-8859-11" => CodePagesEncodingProvider.Instance.GetEncoding(874),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(name),
        };
        return encoding is not null
            && encoding.GetBytes(encoding.GetString(PrintableAscii)).AsSpan().SequenceEqual(PrintableAscii)
            ? new Charset(encoding, PlanRefusal.None)
            : null;
    }

    private static Charset? FindMeta(ReadOnlySpan<byte> html)
    {
        var tokenizer = new HtmlTokenizer(html[..Math.Min(html.Length, PrescanBytes)], new AttributeList());
        while (tokenizer.Read())
        {
            if (tokenizer.Kind == TokenKind.StartTag
                && TagNames.Find(tokenizer.Content.In(tokenizer.Html)) == TagName.Meta
                && LabelOf(tokenizer) is { } label
                && Find(label) is { } charset)
            {
                return charset;
            }
        }

        return null;
    }

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
            ? ContentType.Read(Encoding.Latin1.GetString(content.Value.In(html))).Charset
            : null;
    }
}
