using System.Text.Json;

namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>
/// What the shop's buyers decided: categories, kinds of product, brands, finishes. Read from <c>assortment.json</c>.
/// </summary>
internal sealed record Assortment(IReadOnlyDictionary<string, string> Finishes, IReadOnlyList<Category> Categories)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Assortment Load()
    {
        using var source = Embedded.Open("assortment.json");
        return JsonSerializer.Deserialize<Assortment>(source, Json)
               ?? throw new InvalidOperationException("The file 'assortment.json' is empty.");
    }
}
