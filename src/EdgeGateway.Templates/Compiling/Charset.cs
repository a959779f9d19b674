using System.Text;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// The encoding of a page, found as browsers do (WHATWG HTML 13.2.3.2): byte order mark, header, meta, XML declaration, else
/// windows-1252. Everything that is ASCII-compatible and stateless will do, because fragments are pure ASCII.
/// </summary>
/// <param name="Encoding">Meaningless when refused.</param>
/// <param name="Refusal">Why a page in this encoding is left alone, if it is.</param>
internal readonly record struct Charset(Encoding Encoding, PlanRefusal Refusal)
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Charset Sniff(ReadOnlySpan<byte> html, string? headerCharset)
    {
        if (html.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new Charset(Encoding.UTF8, PlanRefusal.None);
        }

        if (html.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || html.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || html.StartsWith("<\0"u8) || html.StartsWith("\0<"u8))
        {
            return new Charset(Windows1252, PlanRefusal.Utf16);
        }

        if (headerCharset is not null && EncodingLabels.Find(headerCharset) is { } declared)
        {
            return From(declared);
        }

        if ((MetaPrescan.FindMeta(html) ?? MetaPrescan.FindXml(html)) is { } named)
        {
            // A page whose meta can be read as ASCII is not UTF-16, whatever it says.
            return From(named == EncodingLabels.Wide ? Encoding.UTF8.CodePage : named);
        }

        // Undeclared ISO-2022 is what some browsers detect by its escape sequences.
        var isStateful = html.IndexOf("\x1B$"u8) >= 0 || html.IndexOf("\x1B("u8) >= 0;
        return new Charset(Windows1252, isStateful ? PlanRefusal.StatefulCharset : PlanRefusal.None);
    }

    private static Charset From(int codePage) => codePage switch
    {
        EncodingLabels.Stateful => new Charset(Windows1252, PlanRefusal.StatefulCharset),
        EncodingLabels.Wide => new Charset(Windows1252, PlanRefusal.Utf16),
        65001 => new Charset(Encoding.UTF8, PlanRefusal.None),
        _ => new Charset(CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage), PlanRefusal.None),
    };
}
