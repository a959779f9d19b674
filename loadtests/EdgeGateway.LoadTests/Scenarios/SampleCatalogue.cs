using System.Collections.Frozen;
using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>Items of the sample catalogue without reading a file.</summary>
internal static class SampleCatalogue
{
    public static IReadOnlyList<CatalogueItem> Create(int items) =>
    [
        .. Enumerable.Range(0, items)
            .Select(i => new CatalogueItem($"sku-{i}", i, (ulong)i, true, "c", new Dictionary<string, string>
        {
            ["title"] = $"Organic cotton shirt {i}",
            ["brand"] = "Brand",
            ["price"] = "19.99",
            ["url"] = $"/p/{i}",
            ["image"] = $"/img/{i}.jpg",
        }.ToFrozenDictionary())),
    ];
}
