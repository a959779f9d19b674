using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace EdgeGateway.Templates.Tests;

/// <summary>
/// AngleSharp as the second opinion on what a browser makes of a page, with scripting on as in browsers. Pages are given as
/// Latin-1, so that a character's place is its byte's place.
/// </summary>
internal static class Oracle
{
    private static readonly HtmlParser Parser = new(
        new HtmlParserOptions { IsScripting = true, IsKeepingSourceReferences = true });

    public static IDocument Parse(byte[] html) => Parser.ParseDocument(Encoding.Latin1.GetString(html));

    public static IDocument ParseText(string html) => Parser.ParseDocument(html);

    /// <summary>Where the element's start tag begins; -1 when a browser implied or copied it.</summary>
    public static int StartOf(IElement element, byte[] html)
    {
        if (element.SourceReference is not { } reference)
        {
            return -1;
        }

        var at = reference.Position.Position - 1;
        return at >= 0 && at < html.Length && html[at] == '<' ? at : -1;
    }
}
