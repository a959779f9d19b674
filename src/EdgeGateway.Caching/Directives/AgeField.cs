using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>The <c>Age</c> field (RFC 9111 section 5.1).</summary>
internal static class AgeField
{
    /// <summary>Seconds; 0 when absent, and so old that nothing is fresh when it cannot be understood.</summary>
    public static long Read(StringValues value)
    {
        if (value.Count == 0)
        {
            return 0;
        }

        return value.Count == 1 && DirectiveParser.TryParse(value[0].AsSpan().Trim(" \t"), out var age)
            ? age
            : DirectiveParser.MaxSeconds;
    }
}
