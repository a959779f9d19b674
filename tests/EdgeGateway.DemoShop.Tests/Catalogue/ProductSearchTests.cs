using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Tests.Catalogue;

public sealed class ProductSearchTests
{
    private static readonly ProductSearch Search = new(ShopCatalogue.Create());

    [Fact]
    public void Word_FindsEveryProductOfTheKind()
    {
        var found = Search.Find("kettle");

        Assert.Equal(28, found.Count(product => product.Kind.Slug == "kettle"));
    }

    [Fact]
    public void SeveralWords_MustAllMatch()
    {
        var found = Search.Find("copper KETTLE sorano");

        Assert.NotEmpty(found);
        Assert.All(found, product => Assert.Equal("Sorano", product.Brand.Name));
    }

    [Fact]
    public void Plural_FindsTheSingular() =>
        Assert.Equal(Search.Find("teapot").Count, Search.Find("teapots").Count);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("xyzzy")]
    public void NothingToFind_IsEmpty(string query) => Assert.Empty(Search.Find(query));

    [Fact]
    public void LongQuery_IsCut() =>
        Assert.Equal(ProductSearch.MaxQueryLength, ProductSearch.Clean(new string('x', 5000)).Length);
}
