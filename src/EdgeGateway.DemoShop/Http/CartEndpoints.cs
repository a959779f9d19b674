using System.Globalization;
using EdgeGateway.DemoShop.Carts;
using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Pages;

namespace EdgeGateway.DemoShop.Http;

/// <summary>Cart and checkout: everything that differs between visitors.</summary>
internal sealed class CartEndpoints(ShopCatalogue catalogue, ShopLayout layout)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/cart", Reading, (HttpRequest request) => Show(request, CartPage.Render(catalogue, Read(request))));
        routes.MapGet("/cart/count", Count);
        routes.MapPost(
            "/cart/add/{sku}", (string sku, HttpContext http) => Change(sku, http, (cart, product, n) => cart.Add(product, n)));
        routes.MapPost(
            "/cart/update/{sku}",
            (string sku, HttpContext http) => Change(sku, http, (cart, product, n) => cart.Set(product, n)));
        routes.MapPost(
            "/cart/remove/{sku}",
            (string sku, HttpContext http) => Change(sku, http, (cart, product, _) => cart.Set(product, 0)));
        routes.MapMethods("/checkout", Reading, StartCheckout);
        routes.MapPost("/checkout", PlaceOrder);
        routes.MapMethods(
            "/order/thanks", Reading, (string? order, HttpRequest request) => Show(request, CheckoutPage.Thanks(order)));
    }

    private PrivatePage Count(HttpRequest request)
    {
        var count = Read(request).Count.ToString(CultureInfo.InvariantCulture);
        return new PrivatePage($"{{\"count\":{count}}}", "application/json");
    }

    private async Task<IResult> Change(string sku, HttpContext http, Func<Cart, Product, int, Cart> change)
    {
        if (catalogue.FindProduct(sku) is not { } product)
        {
            return Show(http.Request, NotFoundPage.Render(catalogue), StatusCodes.Status404NotFound);
        }

        var quantity = await ReadQuantity(http.Request);
        CartCookie.Write(http.Response, change(Read(http.Request), product, quantity));
        return See("/cart", http);
    }

    private IResult StartCheckout(HttpRequest request)
    {
        var cart = Read(request);
        return cart.IsEmpty ? See("/cart", request.HttpContext) : Show(request, CheckoutPage.Render(cart, CheckoutForm.Blank));
    }

    private async Task<IResult> PlaceOrder(HttpRequest request)
    {
        var http = request.HttpContext;
        var cart = Read(request);
        if (cart.IsEmpty)
        {
            return See("/cart", http);
        }

        var form = request.HasFormContentType
            ? CheckoutForm.Read(await request.ReadFormAsync(http.RequestAborted))
            : CheckoutForm.Read(FormCollection.Empty);
        if (!form.IsValid)
        {
            return Show(request, CheckoutPage.Render(cart, form), StatusCodes.Status422UnprocessableEntity);
        }

        CartCookie.Write(http.Response, Cart.Empty);
        return See($"/order/thanks?order={OrderNumber.Create()}", http);
    }

    private Cart Read(HttpRequest request) => CartCookie.Read(request, catalogue);

    private PrivatePage Show(HttpRequest request, (PageHead Head, Html Main) page, int status = StatusCodes.Status200OK) =>
        new(layout.Render(page.Head, ShopSite.BaseUrlOf(request), page.Main)) { StatusCode = status };

    private static async Task<int> ReadQuantity(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return 1;
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return int.TryParse(form["quantity"], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) ? quantity : 1;
    }

    /// <summary>303: the browser asks for the next page with GET, and a reload does not repeat the change.</summary>
    private static IResult See(string path, HttpContext http)
    {
        PrivatePage.MarkPrivate(http.Response);
        http.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
