using EdgeGateway.Caching.Directives;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Freshness;

/// <summary>Age at the moment of receipt (RFC 9111 section 4.2.3); time since then is measured monotonically.</summary>
internal static class AgeCalculator
{
    /// <summary>A Date further back than this says that the origin's clock is wrong, not that the response is old.</summary>
    private static readonly TimeSpan OldestDate = TimeSpan.FromDays(366);

    public static TimeSpan InitialAge(IHeaderDictionary headers, in ResponseMoment moment)
    {
        var age = TimeSpan.FromSeconds(AgeField.Read(headers.Age)) + moment.Delay;
        var apparent = moment.Received - DateOf(headers, in moment);
        return apparent > age ? apparent : age;
    }

    /// <summary>The response's Date, or the moment of receipt when it has no usable one.</summary>
    public static DateTimeOffset DateOf(IHeaderDictionary headers, in ResponseMoment moment) =>
        HttpDates.TryParse(headers.Date, out var date) && date > moment.Received - OldestDate ? date : moment.Received;
}
