using EdgeGateway.Caching.Freshness;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Tests.Freshness;

public sealed class StorageRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, "Cache-Control: max-age=60", NotStoredReason.None)]
    [InlineData(200, "Cache-Control: no-store", NotStoredReason.NoStore)]
    [InlineData(200, "Cache-Control: no-store, must-understand, max-age=60", NotStoredReason.None)]
    [InlineData(299, "Cache-Control: must-understand, max-age=60", NotStoredReason.Status)]
    [InlineData(299, "Cache-Control: max-age=60", NotStoredReason.None)]
    [InlineData(200, "Cache-Control: private, max-age=60", NotStoredReason.Private)]
    [InlineData(200, "Cache-Control: max-age=60|Set-Cookie: a=b", NotStoredReason.SetCookie)]
    [InlineData(200, "Cache-Control: public, max-age=3600|Set-Cookie: a=b", NotStoredReason.SetCookie)]
    [InlineData(200, "Cache-Control: max-age=60|Vary: *", NotStoredReason.VaryAny)]
    [InlineData(200, "Cache-Control: max-age=60|Vary: a b", NotStoredReason.Malformed)]
    [InlineData(200, "Cache-Control: max-age=60 private", NotStoredReason.Malformed)]
    [InlineData(206, "Cache-Control: max-age=60", NotStoredReason.Partial)]
    [InlineData(200, "Cache-Control: max-age=60|Content-Security-Policy: script-src 'self' 'Nonce-abc'", NotStoredReason.Nonce)]
    [InlineData(200, "Cache-Control: public, max-age=60|Content-Security-Policy-Report-Only: style-src 'nonce-abc'", NotStoredReason.Nonce)]
    [InlineData(200, "Cache-Control: max-age=60|Content-Security-Policy: script-src 'self' 'sha256-abc'", NotStoredReason.None)]
    [InlineData(200, "", NotStoredReason.NoFreshness)]
    [InlineData(200, "Cache-Control: max-age=0", NotStoredReason.NoFreshness)]
    [InlineData(200, "Cache-Control: max-age=60|Age: 60", NotStoredReason.NoFreshness)]
    [InlineData(200, "Cache-Control: max-age=60|Age: 60|ETag: \"a\"", NotStoredReason.None)]
    [InlineData(200, "Cache-Control: no-cache|ETag: \"a\"", NotStoredReason.None)]
    [InlineData(200, "Cache-Control: no-cache", NotStoredReason.NoFreshness)]
    [InlineData(200, "ETag: \"a\"", NotStoredReason.None)]
    [InlineData(200, "Expires: 0", NotStoredReason.NoFreshness)]
    [InlineData(200, "Expires: Thu, 01 Jan 2026 12:10:00 GMT", NotStoredReason.None)]
    [InlineData(200, "Last-Modified: Wed, 31 Dec 2025 12:00:00 GMT", NotStoredReason.None)]
    [InlineData(500, "Last-Modified: Wed, 31 Dec 2025 12:00:00 GMT", NotStoredReason.Status)]
    [InlineData(500, "Cache-Control: max-age=60", NotStoredReason.None)]
    [InlineData(404, "", NotStoredReason.NoFreshness)]
    [InlineData(302, "", NotStoredReason.Status)]
    [InlineData(302, "Cache-Control: max-age=60", NotStoredReason.None)]
    [InlineData(999, "Cache-Control: max-age=60", NotStoredReason.Status)]
    public void Response_IsStoredOrRefusedByName(int status, string fields, NotStoredReason expected) =>
        Assert.Equal(expected, Decide(status, fields).Reason);

    [Theory]
    [InlineData("Cache-Control: max-age=60", NotStoredReason.Authorization)]
    [InlineData("Cache-Control: max-age=60, public", NotStoredReason.None)]
    [InlineData("Cache-Control: s-maxage=60", NotStoredReason.None)]
    [InlineData("Cache-Control: max-age=60, must-revalidate", NotStoredReason.None)]
    [InlineData("Cache-Control: max-age=60|CDN-Cache-Control: max-age=60", NotStoredReason.None)]
    [InlineData("Surrogate-Control: max-age=60", NotStoredReason.None)]
    [InlineData("Cache-Control: public|CDN-Cache-Control: private", NotStoredReason.Private)]
    public void Authorization_NeedsExplicitSharing(string fields, NotStoredReason expected) =>
        Assert.Equal(expected, Decide(200, fields, authorization: true).Reason);

    [Theory]
    [InlineData("Cache-Control: max-age=60, s-maxage=30", 30)]
    [InlineData("Cache-Control: max-age=60|Expires: Thu, 01 Jan 2026 12:00:10 GMT", 60)]
    [InlineData("Expires: Thu, 01 Jan 2026 12:00:10 GMT", 10)]
    [InlineData("Expires: Thu, 01 Jan 2026 12:00:10 GMT|Date: Thu, 01 Jan 2026 11:59:50 GMT", 20)]
    [InlineData("Expires: Thu, 01 Jan 2026 12:00:10 GMT|Date: Thu, 01 Jan 1970 00:00:00 GMT", 10)]
    [InlineData("Expires: Thu, 01 Jan 2026 12:00:10 GMT|CDN-Cache-Control: max-age=5", 5)]
    [InlineData("Last-Modified: Thu, 01 Jan 2026 11:50:00 GMT", 60)]
    [InlineData("Last-Modified: Thu, 01 Jan 2015 11:50:00 GMT", 86400)]
    [InlineData("Cache-Control: no-cache, max-age=60|ETag: \"a\"", 0)]
    public void Lifetime_FollowsTheOrderOfTheRfc(string fields, int seconds) =>
        Assert.Equal(seconds, Decide(200, fields).Lifetime.TotalSeconds);

    [Theory]
    [InlineData("", 2)]
    [InlineData("Age: 10", 12)]
    [InlineData("Date: Thu, 01 Jan 2026 11:59:00 GMT", 60)]
    [InlineData("Date: Thu, 01 Jan 2026 11:59:00 GMT|Age: 100", 102)]
    [InlineData("Date: Fri, 01 Jan 2099 00:00:00 GMT", 2)]
    [InlineData("Date: Thu, 01 Jan 1970 00:00:00 GMT", 2)]
    [InlineData("Date: junk", 2)]
    public void InitialAge_IsTheOlderOfTwoEstimates(string fields, int seconds) =>
        Assert.Equal(seconds, Decide(200, "Cache-Control: max-age=9000|" + fields).InitialAge.TotalSeconds);

    [Theory]
    [InlineData("Cache-Control: max-age=60", 3600)]
    [InlineData("Cache-Control: max-age=60, stale-while-revalidate=5", 5)]
    [InlineData("Cache-Control: s-maxage=60, stale-while-revalidate=5", 5)]
    [InlineData("Cache-Control: s-maxage=60", 0)]
    [InlineData("CDN-Cache-Control: max-age=60", 3600)]
    [InlineData("Cache-Control: max-age=60, must-revalidate, stale-while-revalidate=5", 0)]
    [InlineData("Cache-Control: max-age=60, proxy-revalidate", 0)]
    [InlineData("Cache-Control: no-cache|ETag: \"a\"", 0)]
    public void StaleWindow_IsTheResponsesThenThePolicys(string fields, int seconds)
    {
        var policy = new CachePolicy { StaleWhileRevalidate = TimeSpan.FromHours(1) };

        Assert.Equal(seconds, Decide(200, fields, policy: policy).StaleWhileRevalidate.TotalSeconds);
    }

    [Theory]
    [InlineData(200, "", 30)]
    [InlineData(200, "Cache-Control: max-age=5", 5)]
    [InlineData(200, "Expires: 0", 0)]
    public void SilentOrigin_GetsThePolicysLifetime(int status, string fields, int seconds)
    {
        var policy = new CachePolicy { TtlWhenOriginSilent = TimeSpan.FromSeconds(30) };

        Assert.Equal(seconds, Decide(status, fields, policy: policy).Lifetime.TotalSeconds);
    }

    [Fact]
    public void SilentOriginsErrors_AreNotKept()
    {
        var policy = new CachePolicy { TtlWhenOriginSilent = TimeSpan.FromSeconds(30) };

        Assert.Equal(NotStoredReason.NoFreshness, Decide(404, "", policy: policy).Reason);
        Assert.Equal(NotStoredReason.Status, Decide(503, "", policy: policy).Reason);
    }

    [Fact]
    public void DurationsWithoutMeasure_AreBounded()
    {
        var policy = new CachePolicy
        {
            TtlWhenOriginSilent = TimeSpan.MaxValue,
            StaleWhileRevalidate = TimeSpan.MaxValue,
            StaleIfError = TimeSpan.MinValue,
        };

        var decision = Decide(200, "", policy: policy);

        Assert.Equal(NotStoredReason.None, decision.Reason);
        Assert.Equal(2147483648, decision.Lifetime.TotalSeconds);
        Assert.Equal((2147483648, 0), (decision.StaleWhileRevalidate.TotalSeconds, decision.StaleIfError.TotalSeconds));
    }

    [Fact]
    public void OverridingPolicy_ReplacesLifetimeButNotPrivacy()
    {
        var policy = new CachePolicy { Mode = CacheMode.Override, Ttl = TimeSpan.FromSeconds(90) };

        Assert.Equal(90, Decide(200, "Cache-Control: max-age=5|Age: 100", policy: policy).Lifetime.TotalSeconds);
        Assert.Equal(TimeSpan.Zero, Decide(200, "Age: 100", policy: policy).InitialAge);
        Assert.Equal(NotStoredReason.Private, Decide(200, "Cache-Control: private", policy: policy).Reason);
        Assert.Equal(NotStoredReason.SetCookie, Decide(200, "Set-Cookie: a=b", policy: policy).Reason);
    }

    private static StoreDecision Decide(int status, string fields, bool authorization = false, CachePolicy? policy = null)
    {
        var headers = new HeaderDictionary();
        foreach (var field in fields.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            headers.Append(field[..field.IndexOf(':')], field[(field.IndexOf(':') + 2)..]);
        }

        var moment = new ResponseMoment(Now, 0, TimeSpan.FromSeconds(2));
        return StorageRules.Decide(status, headers, policy ?? CachePolicy.Default, authorization, in moment);
    }
}
