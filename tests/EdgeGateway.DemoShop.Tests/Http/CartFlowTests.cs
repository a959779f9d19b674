using System.Net;

namespace EdgeGateway.DemoShop.Tests.Http;

public sealed class CartFlowTests(RunningShop shop) : IClassFixture<RunningShop>
{
    private const string Sku = "cof-1000";

    [Fact]
    public async Task Visitor_FillsTheCartAndOrders()
    {
        using var browser = shop.NewClient(useCookies: true);

        using var added = await browser.PostAsync($"/cart/add/{Sku}", Form(("quantity", "2")));
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        Assert.Equal("/cart", added.Headers.Location?.OriginalString);
        Assert.Equal("{\"count\":2}", await browser.GetStringAsync("/cart/count"));

        var cart = RunningShop.Parse(await browser.GetStringAsync("/cart"));
        Assert.Single(cart.QuerySelectorAll(".lines li"));
        Assert.Equal("2", cart.QuerySelector(".lines input")?.GetAttribute("value"));

        using var ordered = await browser.PostAsync("/checkout", Address("ada@example.org"));
        Assert.Equal(HttpStatusCode.SeeOther, ordered.StatusCode);
        var thanks = ordered.Headers.Location!.OriginalString;
        Assert.Matches("^/order/thanks\\?order=JL-[2-9A-Z]{8}$", thanks);
        Assert.Contains(thanks[^11..], await browser.GetStringAsync(thanks), StringComparison.Ordinal);
        Assert.Equal("{\"count\":0}", await browser.GetStringAsync("/cart/count"));
    }

    [Fact]
    public async Task Quantity_CanBeChangedAndRemoved()
    {
        using var browser = shop.NewClient(useCookies: true);
        await browser.PostAsync($"/cart/add/{Sku}", null);

        await browser.PostAsync($"/cart/update/{Sku}", Form(("quantity", "5")));
        Assert.Equal("{\"count\":5}", await browser.GetStringAsync("/cart/count"));

        await browser.PostAsync($"/cart/remove/{Sku}", null);
        Assert.Equal("{\"count\":0}", await browser.GetStringAsync("/cart/count"));
    }

    [Theory]
    [InlineData("/cart")]
    [InlineData("/cart/count")]
    [InlineData("/checkout")]
    [InlineData("/order/thanks")]
    public async Task VisitorsOwnPage_IsKeptByNoCache(string path)
    {
        using var answer = await shop.Client.GetAsync(path);

        Assert.Equal("no-store, private", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task EmptyCart_HasNoCheckout()
    {
        using var shown = await shop.Client.GetAsync("/checkout");
        using var posted = await shop.Client.PostAsync("/checkout", Address("ada@example.org"));

        Assert.Equal("/cart", shown.Headers.Location?.OriginalString);
        Assert.Equal("/cart", posted.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task WrongAddress_ComesBackWithWhatWasTyped()
    {
        using var browser = shop.NewClient(useCookies: true);
        await browser.PostAsync($"/cart/add/{Sku}", null);

        using var answer = await browser.PostAsync("/checkout", Address("no \"at\" <here>"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = RunningShop.Parse(await answer.Content.ReadAsStringAsync());
        var field = page.QuerySelector("input[name=email]");
        Assert.Equal("no \"at\" <here>", field?.GetAttribute("value"));
        Assert.Equal(
            "Please enter an address with an @.", page.GetElementById(field!.GetAttribute("aria-describedby")!)?.TextContent);
        Assert.Equal("{\"count\":1}", await browser.GetStringAsync("/cart/count"));
    }

    [Fact]
    public async Task CookieOfTheCart_IsOutOfReachForScripts()
    {
        using var answer = await shop.Client.PostAsync($"/cart/add/{Sku}", null);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("shop_cart=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task MadeUpOrderNumber_IsNotShown()
    {
        var page = await shop.Client.GetStringAsync("/order/thanks?order=%3Cscript%3E");

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("Your order is being wrapped", page, StringComparison.Ordinal);
    }

    private static FormUrlEncodedContent Address(string email) =>
        Form(("name", "Ada Lovelace"), ("email", email), ("street", "12 Market Street"), ("city", "1000 Somewhere"));

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
