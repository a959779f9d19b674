using EdgeGateway.DemoShop.Carts;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Http;

/// <summary>Carries the cart in the visitor's browser; the shop keeps nothing.</summary>
internal static class CartCookie
{
    public const string Name = "shop_cart";

    public static Cart Read(HttpRequest request, ShopCatalogue catalogue) => Cart.Parse(request.Cookies[Name], catalogue);

    public static void Write(HttpResponse response, Cart cart)
    {
        // Lax is what keeps other sites from filling carts: their POSTs arrive without the cookie and change nothing here.
        var options = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = response.HttpContext.Request.IsHttps,
            Path = "/",
            MaxAge = TimeSpan.FromDays(30),
        };
        if (cart.IsEmpty)
        {
            response.Cookies.Delete(Name, options);
        }
        else
        {
            response.Cookies.Append(Name, cart.ToString(), options);
        }
    }
}
