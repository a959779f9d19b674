using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Keys;

public sealed class QueryRulesTests
{
    [Theory]
    [InlineData("/p?id=1&x=2", "/p?id=1")]
    [InlineData("/p?x=2", "/p")]
    [InlineData("/p?x=2&id=1&page-2=b", "/p?id=1&page-2=b")]
    [InlineData("/p?ID=1", "/p")]
    [InlineData("/p?i%64=1", "/p")]
    [InlineData("/p?x=1;id=2", "/p")]
    [InlineData("/p?&&id=1&", "/p?id=1")]
    [InlineData("/p?", "/p")]
    [InlineData("/p", "/p")]
    [InlineData("/p?id=a%26x=1", "/p?id=a%26x=1")]
    public async Task IncludedParameters_AreAllThatIsKeyedAndSent(string target, string expected)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { QueryInclude = ["id", "page-*"] } };

        await fixture.GetAsync(target);

        Assert.Equal(expected, fixture.Origin.Requests.Single().Target);
    }

    [Theory]
    [InlineData("/p?a=1", "/p")]
    [InlineData("/p", "/p")]
    public async Task NothingIncluded_DropsTheQuery(string target, string expected)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { QueryInclude = [] } };

        await fixture.GetAsync(target);

        Assert.Equal(expected, fixture.Origin.Requests.Single().Target);
    }

    [Theory]
    [InlineData("/p?b=1&a=2", "/p?a=2&b=1")]
    [InlineData("/p?a=2&a=1&A=3", "/p?A=3&a=2&a=1")]
    [InlineData("/p?b&a", "/p?a&b")]
    [InlineData("/p?a=1&b=2", "/p?a=1&b=2")]
    [InlineData("/p?b=%2e&a=+", "/p?a=+&b=%2e")]
    [InlineData("/p?%62=1&a=2", "/p?%62=1&a=2")]
    [InlineData("/p?ab=1&a=2", "/p?a=2&ab=1")]
    [InlineData("/p?a.b=1&a=2", "/p?a=2&a.b=1")]
    public async Task SortedParameters_KeepTheirBytesAndTheOrderOfEqualNames(string target, string expected)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { QuerySort = true } };

        await fixture.GetAsync(target);

        Assert.Equal(expected, fixture.Origin.Requests.Single().Target);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync(expected)).Outcome);
    }

    [Fact]
    public async Task AllRulesTogether_IgnoreWinsOverInclude()
    {
        using var fixture = new CacheFixture
        {
            Policy = new CachePolicy { QueryInclude = ["a*", "b"], QueryIgnore = ["ab"], QuerySort = true },
        };

        await fixture.GetAsync("/p?c=0&b=1&ab=2&ac=3");

        Assert.Equal("/p?ac=3&b=1", fixture.Origin.Requests.Single().Target);
    }
}
