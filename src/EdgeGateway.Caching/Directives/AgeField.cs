using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>
/// The <c>Age</c> field (RFC 9111 section 5.1): of several values the first counts, and one that is not a number of seconds is
/// passed over.
/// </summary>
internal static class AgeField
{
    /// <summary>Seconds; 0 when there is no usable value.</summary>
    public static long Read(StringValues values)
    {
        var first = values.Count == 0 ? default : values[0].AsSpan();
        var comma = first.IndexOf(',');
        return DirectiveParser.TryParse((comma < 0 ? first : first[..comma]).Trim(" \t"), out var age) ? age : 0;
    }
}
