using EdgeGateway.DemoShop.Carts;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Tests.Carts;

public sealed class CartTests
{
    private static readonly ShopCatalogue Catalogue = ShopCatalogue.Create();

    [Fact]
    public void Text_ReadsBackAsTheSameCart()
    {
        var cart = Cart.Empty.Add(Catalogue.Products[0], 2).Add(Catalogue.Products[900], 1);

        var read = Cart.Parse(cart.ToString(), Catalogue);

        Assert.Equal(cart.Lines, read.Lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("cof-1000")]
    [InlineData("cof-1000*")]
    [InlineData("*3")]
    [InlineData("cof-1000*-3")]
    [InlineData("cof-1000*0")]
    [InlineData("cof-1000*99999999999")]
    [InlineData("gone-1*1")]
    public void UnreadableText_IsAnEmptyCart(string? text) => Assert.True(Cart.Parse(text, Catalogue).IsEmpty);

    [Fact]
    public void Quantity_StopsAtTheMost()
    {
        var cart = Cart.Empty.Add(Catalogue.Products[0], 15).Add(Catalogue.Products[0], 15);

        Assert.Equal(Cart.MaxQuantity, cart.Count);
    }

    [Fact]
    public void FullCart_FitsTheCookieAndTakesNoMore()
    {
        var cart = Catalogue.Products.Take(Cart.MaxLines + 5).Aggregate(Cart.Empty, (filled, product) => filled.Add(product, 20));

        Assert.Equal(Cart.MaxLines, cart.Lines.Count);
        Assert.True(cart.ToString().Length < 2000);
    }

    [Fact]
    public void Delivery_IsFreeFromSixty()
    {
        var cheap = Catalogue.Products.First(product => product.Price < 20);
        var dear = Catalogue.Products.First(product => product.Price > 60);

        Assert.Equal(4.9m, Cart.Empty.Add(cheap, 1).Delivery);
        Assert.Equal(0m, Cart.Empty.Add(dear, 1).Delivery);
        Assert.Equal(cheap.Price + 4.9m, Cart.Empty.Add(cheap, 1).Total);
    }
}
