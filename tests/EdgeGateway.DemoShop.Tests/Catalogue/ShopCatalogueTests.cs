using System.Security.Cryptography;
using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Feeds;

namespace EdgeGateway.DemoShop.Tests.Catalogue;

public sealed class ShopCatalogueTests
{
    private static readonly ShopCatalogue Catalogue = ShopCatalogue.Create();

    /// <summary>Models are trained on these products: a change here means training anew.</summary>
    [Fact]
    public void Feed_IsTheSameOnEveryMachine()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(ProductFeed.Write(Catalogue)));

        Assert.Equal("65e0c079ea195852395da356da9630a57a1a746100727e5bf24e17c91f6018fd", hash);
    }

    [Fact]
    public void Reviews_AreTheSameEveryTime()
    {
        var again = ShopCatalogue.Create();

        Assert.Equal(
            Catalogue.Products.SelectMany(product => product.Reviews), again.Products.SelectMany(product => product.Reviews));
    }

    [Fact]
    public void Assortment_IsComplete()
    {
        Assert.Equal(12, Catalogue.Categories.Count);
        Assert.Equal(2016, Catalogue.Products.Count);
        Assert.All(Catalogue.Products.GroupBy(product => product.Kind.Slug), kind => Assert.Equal(28, kind.Count()));
    }

    [Fact]
    public void Products_AreToldApart()
    {
        Assert.Equal(Catalogue.Products.Count, Catalogue.Products.Select(product => product.Sku).Distinct().Count());
        Assert.Equal(
            Catalogue.Products.Count,
            Catalogue.Products.Select(product => (product.Brand.Name, product.Title)).Distinct().Count());
    }

    [Fact]
    public void Products_AreBelievable() => Assert.All(Catalogue.Products, product =>
    {
        Assert.InRange(product.Price, 2m, 1500m);
        Assert.InRange(product.Rating, 3.5, 4.9);
        Assert.True(product.PriceBefore is null || product.PriceBefore > product.Price);
        Assert.Equal(3, product.Features.Distinct().Count());
        Assert.NotEmpty(product.Reviews);
    });

    [Fact]
    public void Companions_AreKindsTheShopSells()
    {
        var kinds = Catalogue.Categories.SelectMany(category => category.Kinds).ToDictionary(kind => kind.Slug);

        Assert.All(kinds.Values.SelectMany(kind => kind.With), slug => Assert.Contains(slug, kinds.Keys));
    }

    [Fact]
    public void Related_AreOtherModelsThatCanBeBought()
    {
        var product = Catalogue.FindProduct("cof-1000")!;

        var related = Catalogue.RelatedTo(product, 6).ToList();

        Assert.Equal(6, related.Count);
        Assert.All(related, other => Assert.True(other.Available && other.Model != product.Model && other.Kind == product.Kind));
    }
}
