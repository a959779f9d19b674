using System.Text;
using System.Xml.Linq;
using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Images;

namespace EdgeGateway.DemoShop.Tests.Images;

public sealed class ProductImageTests
{
    private static readonly ShopCatalogue Catalogue = ShopCatalogue.Create();
    private static readonly ProductImage Images = new();

    [Fact]
    public void EveryProduct_HasAPictureThatIsXmlWithoutScripts() => Assert.All(Catalogue.Products, product =>
    {
        var picture = XDocument.Parse(Encoding.UTF8.GetString(Images.Draw(product)));

        Assert.Equal("svg", picture.Root!.Name.LocalName);
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName is "script" or "image" or "foreignObject");
    });

    [Fact]
    public void SameProduct_IsTheSamePicture() =>
        Assert.Equal(Images.Draw(Catalogue.Products[5]), new ProductImage().Draw(Catalogue.Products[5]));

    [Fact]
    public void Finish_ColoursTheDrawing()
    {
        var product = Catalogue.Products[5];

        Assert.Contains(
            $".b{{fill:{product.FinishColour}}}", Encoding.UTF8.GetString(Images.Draw(product)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "#102030")]
    [InlineData(1, "#f0e0d0")]
    [InlineData(0.5, "#808080")]
    public void Mix_MovesFromOneColourToTheOther(double share, string expected) =>
        Assert.Equal(expected, Colour.Mix("#102030", "#f0e0d0", share));
}
