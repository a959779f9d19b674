using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Carts;

/// <summary>A product and how many of it.</summary>
internal sealed record CartLine(Product Product, int Quantity)
{
    public decimal Total => Product.Price * Quantity;
}
