using EdgeGateway.Api;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Tests.Api;

public sealed class SameSiteTests
{
    [Theory]
    [InlineData("http", "shop.test", null, null, true)]
    [InlineData("http", "shop.test", "http://shop.test", null, true)]
    [InlineData("http", "shop.test:80", "http://shop.test", null, true)]
    [InlineData("https", "shop.test:443", "https://shop.test", null, true)]
    [InlineData("http", "SHOP.test", "http://shop.test", null, true)]
    [InlineData("http", "shop.test:8080", "http://shop.test:8080", null, true)]
    [InlineData("http", "shop.test:8080", "http://shop.test", null, false)]
    [InlineData("http", "shop.test", "http://shop.test.evil.test", null, false)]
    [InlineData("http", "shop.test", "http://evil.test", "same-origin", false)]
    [InlineData("http", "shop.test", "null", null, false)]
    [InlineData("http", "shop.test", "", null, false)]
    [InlineData("http", "shop.test", null, "same-origin", true)]
    [InlineData("http", "shop.test", null, "none", true)]
    [InlineData("http", "shop.test", null, "same-site", false)]
    [InlineData("http", "shop.test", null, "cross-site", false)]
    [InlineData("http", "shop.test", "http://shop.test", "cross-site", false)]
    public void OtherSites_AreRefused(string scheme, string host, string? origin, string? site, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = (scheme, new HostString(host));
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        Assert.Equal(allowed, SameSite.Allows(request));
    }

    [Fact]
    public void TwoOrigins_AreRefused()
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new HostString("shop.test"));
        request.Headers.Origin = new(["http://shop.test", "http://shop.test"]);

        Assert.False(SameSite.Allows(request));
    }
}
