using System.Net;

namespace EdgeGateway.DemoShop.Tests.Http;

public sealed class WrongAddressTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Theory]
    [InlineData("/nothing")]
    [InlineData("/product/zzz-1")]
    [InlineData("/product/COF-1000")]
    [InlineData("/img/zzz-1.svg")]
    [InlineData("/category/none")]
    [InlineData("/category/audio?page=0")]
    [InlineData("/category/audio?page=8")]
    [InlineData("/category/audio?page=two")]
    [InlineData("/category/audio?page=99999999999999")]
    public async Task UnknownPlace_IsAFriendly404(string path)
    {
        using var answer = await shop.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = RunningShop.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("There is nothing here", page.QuerySelector("h1")?.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll(".card a"));
    }

    [Fact]
    public async Task UnknownPlace_IsNeverNotModified()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");

        using var answer = await shop.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task UnknownProduct_CannotEnterTheCart()
    {
        using var answer = await shop.Client.PostAsync("/cart/add/zzz-1", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task GetOfAChange_ChangesNothing()
    {
        using var answer = await shop.Client.GetAsync("/cart/add/cof-1000");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
