using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EdgeGateway.Caching.Directives;

/// <summary>HTTP dates (RFC 9110 section 5.6.7). Two values are as unusable as none.</summary>
internal static class HttpDates
{
    public static bool TryParse(StringValues value, out DateTimeOffset date)
    {
        date = default;
        return value.Count == 1 && HeaderUtilities.TryParseDate(value[0], out date);
    }

    public static DateTimeOffset? Read(StringValues value) => TryParse(value, out var date) ? date : null;
}
