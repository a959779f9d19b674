using System.Net;
using System.Net.Http.Headers;

namespace EdgeGateway.DemoShop.Tests.Http;

public sealed class SharedPageTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/about")]
    [InlineData("/category/coffee-tea")]
    [InlineData("/category/audio?page=2")]
    [InlineData("/product/cof-1000")]
    [InlineData("/search?q=kettle")]
    [InlineData("/feed/products.ndjson")]
    public async Task Page_IsSharedForAMinuteWithValidators(string path)
    {
        using var answer = await shop.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("public, max-age=60", answer.Headers.CacheControl?.ToString());
        Assert.NotNull(answer.Headers.ETag);
        Assert.NotNull(answer.Content.Headers.LastModified);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/img/cof-1000.svg", "public, max-age=86400")]
    [InlineData("/assets/shop.css", "public, max-age=31536000")]
    [InlineData("/favicon.svg", "public, max-age=86400")]
    [InlineData("/robots.txt", "public, max-age=86400")]
    public async Task Asset_IsSharedForLonger(string path, string expected)
    {
        using var answer = await shop.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task MatchingTag_IsNotModifiedWithoutBody()
    {
        using var first = await shop.Client.GetAsync("/product/cof-1000");

        using var again = await Ask("/product/cof-1000", headers => headers.IfNoneMatch.Add(first.Headers.ETag!));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal("public, max-age=60", again.Headers.CacheControl?.ToString());
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"another\"", HttpStatusCode.OK)]
    public async Task OtherTags_DecideByMatch(string tag, HttpStatusCode expected)
    {
        using var answer = await Ask("/about", headers => headers.TryAddWithoutValidation("If-None-Match", tag));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task WeakOrListedTag_IsNotModified()
    {
        using var first = await shop.Client.GetAsync("/about");
        var tags = $"\"other\", W/{first.Headers.ETag}";

        using var again = await Ask("/about", headers => headers.TryAddWithoutValidation("If-None-Match", tags));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task DateOfTheLastChange_IsNotModified_EarlierDateIsSentAgain()
    {
        using var first = await shop.Client.GetAsync("/about");
        var changed = first.Content.Headers.LastModified!.Value;

        using var same = await Ask("/about", headers => headers.IfModifiedSince = changed);
        using var earlier = await Ask("/about", headers => headers.IfModifiedSince = changed.AddSeconds(-1));

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, earlier.StatusCode);
    }

    [Fact]
    public async Task TagThatDiffers_WinsOverTheDate()
    {
        using var answer = await Ask("/about", headers =>
        {
            headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
            headers.IfModifiedSince = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
        });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Cookies_ChangeNothingInASharedPage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/product/cof-1000");
        request.Headers.Add("Cookie", "shop_cart=cof-1001*3; other=1");

        using var with = await shop.Client.SendAsync(request);
        using var without = await shop.Client.GetAsync("/product/cof-1000");

        Assert.Equal(await without.Content.ReadAsByteArrayAsync(), await with.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Head_HasTheHeadersOfGetAndNoBody()
    {
        using var get = await shop.Client.GetAsync("/category/camping");
        using var head = await shop.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/category/camping"));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> Ask(string path, Action<HttpRequestHeaders> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change(request.Headers);
        return await shop.Client.SendAsync(request);
    }
}
