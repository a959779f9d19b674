using System.Globalization;
using System.Text;
using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Feeds;
using EdgeGateway.DemoShop.Images;
using EdgeGateway.DemoShop.Pages;

namespace EdgeGateway.DemoShop.Http;

/// <summary>Everything that is the same for all visitors: pages, pictures, assets, the product feed.</summary>
internal sealed class PageEndpoints(ShopCatalogue catalogue, ShopLayout layout, ShopAssets assets, DateTimeOffset built)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly TimeSpan Versioned = TimeSpan.FromDays(365);

    private readonly ProductSearch _search = new(catalogue);
    private readonly ProductImage _images = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Reading, (HttpRequest request) => Page(request, HomePage.Render(catalogue)));
        routes.MapMethods("/about", Reading, (HttpRequest request) => Page(request, AboutPage.Render()));
        routes.MapMethods("/category/{slug}", Reading, CategoryList);
        routes.MapMethods("/product/{sku}", Reading, ProductDetail);
        routes.MapMethods("/search", Reading, SearchResults);
        routes.MapMethods("/img/{sku}.svg", Reading, Picture);
        routes.MapMethods("/assets/shop.css", Reading, () => Asset(assets.Style, "text/css; charset=utf-8", Versioned));
        routes.MapMethods("/assets/shop.js", Reading, () => Asset(assets.Script, "text/javascript; charset=utf-8", Versioned));
        routes.MapMethods("/favicon.svg", Reading, () => Asset(assets.Icon, "image/svg+xml", SharedContent.Image));
        routes.MapMethods("/favicon.ico", Reading, () => Asset(assets.Icon, "image/svg+xml", SharedContent.Image));
        routes.MapMethods("/robots.txt", Reading, () => Asset(Robots, "text/plain; charset=utf-8", SharedContent.Image));
        routes.MapMethods(
            "/feed/products.ndjson", Reading,
            () => Asset(ProductFeed.Write(catalogue), "application/x-ndjson", SharedContent.Page));
        routes.MapFallback((HttpRequest request) => NotFound(request));
    }

    private static byte[] Robots =>
        "User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /order/\nDisallow: /search\n"u8.ToArray();

    private SharedContent CategoryList(string slug, string? page, HttpRequest request)
    {
        var number = 1;
        var readable = page is null || int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return readable && catalogue.FindCategory(slug) is { } category && number >= 1
               && number <= CategoryPage.PageCount(catalogue.In(category).Count)
            ? Page(request, CategoryPage.Render(catalogue, category, number))
            : NotFound(request);
    }

    private SharedContent ProductDetail(string sku, HttpRequest request) => catalogue.FindProduct(sku) is { } product
        ? Page(request, ProductPage.Render(catalogue, product, ShopSite.BaseUrlOf(request)))
        : NotFound(request);

    private SharedContent SearchResults(string? q, HttpRequest request)
    {
        var query = ProductSearch.Clean(q);
        return Page(request, SearchPage.Render(catalogue, query, _search.Find(query)));
    }

    private SharedContent Picture(string sku, HttpRequest request) => catalogue.FindProduct(sku) is { } product
        ? Asset(_images.Draw(product), "image/svg+xml", SharedContent.Image)
        : NotFound(request);

    private SharedContent NotFound(HttpRequest request) =>
        Page(request, NotFoundPage.Render(catalogue), StatusCodes.Status404NotFound);

    private SharedContent Page(HttpRequest request, (PageHead Head, Html Main) page, int status = StatusCodes.Status200OK)
    {
        var html = layout.Render(page.Head, ShopSite.BaseUrlOf(request), page.Main);
        return new SharedContent(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", SharedContent.Page, built)
        {
            StatusCode = status,
        };
    }

    private SharedContent Asset(byte[] content, string type, TimeSpan maxAge) => new(content, type, maxAge, built);
}
