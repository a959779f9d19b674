using System.Text.Json;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Feeds;

/// <summary>
/// The product feed for partners: one JSON object a line. Addresses are relative to the shop, because the shop does not
/// know under which names it is reached.
/// </summary>
internal static class ProductFeed
{
    public static byte[] Write(ShopCatalogue catalogue)
    {
        using var feed = new MemoryStream();
        using var json = new Utf8JsonWriter(feed);
        foreach (var product in catalogue.Products)
        {
            WriteProduct(json, product);
            json.Flush();
            json.Reset();
            feed.WriteByte((byte)'\n');
        }

        return feed.ToArray();
    }

    private static void WriteProduct(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject();
        json.WriteString("item", product.Sku);
        json.WriteString("title", product.Title);
        json.WriteNumber("price", product.Price);
        json.WriteString("currency", "EUR");
        json.WriteString("url", product.Url);
        json.WriteString("image", product.Image);
        json.WriteString("category", product.Category.Slug);
        json.WriteString("kind", product.Kind.Slug);
        json.WriteString("brand", product.Brand.Name);
        json.WriteNumber("rating", product.Rating);
        json.WriteBoolean("available", product.Available);
        json.WriteEndObject();
    }
}
