using System.Globalization;
using System.Text.Json;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>
/// The product as schema.org JSON-LD and OpenGraph product tags. The serializer's default encoder writes
/// <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> as escapes, so no text can end the script element.
/// </summary>
internal static class StructuredData
{
    public static Html Of(Product product, string baseUrl)
    {
        var price = product.Price.ToString("0.00", CultureInfo.InvariantCulture);
        var json = new Html(JsonSerializer.Serialize(Describe(product, baseUrl, price)));
        return Html.Of($"""
            <meta property="product:price:amount" content="{price}">
            <meta property="product:price:currency" content="EUR">
            <meta property="product:availability" content="{(product.Available ? "in stock" : "out of stock")}">
            <meta property="product:retailer_item_id" content="{product.Sku}">
            <script type="application/ld+json">{json}</script>
            """);
    }

    private static Dictionary<string, object> Describe(Product product, string baseUrl, string price) => new()
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "Product",
        ["sku"] = product.Sku,
        ["name"] = product.Title,
        ["description"] = product.Description,
        ["image"] = baseUrl + product.Image,
        ["url"] = baseUrl + product.Url,
        ["category"] = product.Category.Name,
        ["material"] = product.Material,
        ["color"] = product.Finish,
        ["brand"] = new Dictionary<string, object> { ["@type"] = "Brand", ["name"] = product.Brand.Name },
        ["aggregateRating"] = new Dictionary<string, object>
        {
            ["@type"] = "AggregateRating",
            ["ratingValue"] = product.Rating,
            ["reviewCount"] = product.ReviewCount,
        },
        ["offers"] = new Dictionary<string, object>
        {
            ["@type"] = "Offer",
            ["price"] = price,
            ["priceCurrency"] = "EUR",
            ["availability"] = product.Available ? "https://schema.org/InStock" : "https://schema.org/OutOfStock",
            ["url"] = baseUrl + product.Url,
        },
    };
}
