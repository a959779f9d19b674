using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Tests.Invalidation;

public sealed class HiddenFieldsTests
{
    [Fact]
    public async Task SurrogateKeys_AreKeptForPurgesAndShownToNobody()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Tag", "b"), ("X-A", "1"), ("Surrogate-Key", "a"), ("Cache-Control", "max-age=60"), ("XKey", "c"), ("X-B", "2"));

        foreach (var got in new[] { await fixture.GetAsync(), await fixture.GetAsync() })
        {
            var shown = new HeaderDictionary();
            got.Headers.CopyTo(shown);

            Assert.Equal(("1", "2"), (shown["X-A"].ToString(), shown["X-B"].ToString()));
            Assert.DoesNotContain(shown.Keys, name => name.ToLowerInvariant() is "cache-tag" or "surrogate-key" or "xkey");
        }

        Assert.Equal(["a", "b", "c"], fixture.Cache.Explain(fixture.Request()).Selected!.Tags);
    }

    [Fact]
    public async Task ConfirmationWithoutThem_LeavesThemInForce()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Surrogate-Key", "a"), ("ETag", "\"1\""), ("Cache-Control", "max-age=10"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        fixture.Origin.Script = exchange => exchange.RespondAsync(304, "", ("ETag", "\"1\""), ("Cache-Control", "max-age=10"));

        Assert.Equal(CacheOutcome.Revalidated, (await fixture.GetAsync()).Outcome);
        Assert.Equal(1, fixture.Cache.PurgeTag("a", PurgeMode.Hard));
    }
}
