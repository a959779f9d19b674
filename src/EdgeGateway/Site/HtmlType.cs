using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Site;

/// <summary>Which answers are pages: <c>text/html</c> that a browser shows. Everything else is never touched.</summary>
internal static class HtmlType
{
    public static bool Matches(StringValues contentType) =>
        contentType is [{ } type] && type.AsSpan().Trim() is var span
        && span.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
        && (span.Length == 9 || span[9] is ';' or ' ' or '\t');

    public static bool IsAttachment(StringValues disposition) =>
        disposition.Count > 0 && disposition[0]?.TrimStart().StartsWith("attachment", StringComparison.OrdinalIgnoreCase) == true;
}
