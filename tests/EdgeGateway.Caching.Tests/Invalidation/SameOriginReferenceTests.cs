using EdgeGateway.Caching.Invalidation;

namespace EdgeGateway.Caching.Tests.Invalidation;

public sealed class SameOriginReferenceTests
{
    [Theory]
    [InlineData("/b", "/b")]
    [InlineData("/b?x=1#top", "/b?x=1")]
    [InlineData(" /b ", "/b")]
    [InlineData("c", "/shop/c")]
    [InlineData("./c", "/shop/c")]
    [InlineData("../c", "/c")]
    [InlineData("../../../c", "/c")]
    [InlineData("..", "/")]
    [InlineData("?y=2", "/shop/cart?y=2")]
    [InlineData("/a%2Fb%20c", "/a%2Fb%20c")]
    [InlineData("/a/../b/./c/..", "/b/")]
    [InlineData("/a?x=/../y", "/a?x=/../y")]
    [InlineData("a:b/c", null)]
    [InlineData("./a:b", "/shop/a:b")]
    [InlineData("https://shop.example/b", "/b")]
    [InlineData("HTTPS://Shop.Example:443/b", "/b")]
    [InlineData("https://shop.example", "/")]
    [InlineData("https://shop.example?x", "/?x")]
    [InlineData("//shop.example/b", "/b")]
    [InlineData("http://shop.example/b", null)]
    [InlineData("https://shop.example:8443/b", null)]
    [InlineData("https://other.example/b", null)]
    [InlineData("https://user@shop.example/b", null)]
    [InlineData("//other.example/b", null)]
    [InlineData("mailto:me", null)]
    [InlineData("#top", null)]
    [InlineData("", null)]
    public void Reference_IsATargetOfTheSameOriginOrNothing(string reference, string? target) =>
        Assert.Equal(target, SameOriginReference.Resolve("https", "shop.example", "/shop/cart?id=1", reference));
}
