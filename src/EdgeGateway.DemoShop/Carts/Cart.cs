using System.Globalization;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Carts;

/// <summary>
/// A visitor's cart. It lives in their cookie as <c>sku*quantity</c> joined by dots; what cannot be read or is no longer
/// sold is dropped. Immutable.
/// </summary>
internal sealed class Cart
{
    public const int MaxQuantity = 20;

    /// <summary>Keeps the cookie far below the 4096 bytes that browsers store.</summary>
    public const int MaxLines = 60;

    private const decimal FreeDeliveryFrom = 60m;

    private Cart(IReadOnlyList<CartLine> lines) => Lines = lines;

    public static Cart Empty { get; } = new([]);

    public IReadOnlyList<CartLine> Lines { get; }

    public bool IsEmpty => Lines.Count == 0;

    public int Count => Lines.Sum(line => line.Quantity);

    public decimal Subtotal => Lines.Sum(line => line.Total);

    public decimal Delivery => IsEmpty || Subtotal >= FreeDeliveryFrom ? 0m : 4.9m;

    public decimal Total => Subtotal + Delivery;

    public static Cart Parse(string? text, ShopCatalogue catalogue)
    {
        var cart = Empty;
        foreach (var part in (text ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries).Take(MaxLines))
        {
            var star = part.IndexOf('*', StringComparison.Ordinal);
            if (star > 0
                && int.TryParse(part.AsSpan(star + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
                && catalogue.FindProduct(part[..star]) is { } product)
            {
                cart = cart.Add(product, quantity);
            }
        }

        return cart;
    }

    public Cart Add(Product product, int quantity)
    {
        var present = Lines.FirstOrDefault(line => line.Product == product)?.Quantity ?? 0;
        return Set(product, present + Math.Clamp(quantity, 0, MaxQuantity));
    }

    /// <summary>Sets how many there are; none removes the line. A full cart takes no further product.</summary>
    public Cart Set(Product product, int quantity)
    {
        var kept = Math.Clamp(quantity, 0, MaxQuantity);
        var lines = new List<CartLine>(Lines);
        var at = lines.FindIndex(line => line.Product == product);
        if (kept == 0)
        {
            lines.RemoveAll(line => line.Product == product);
        }
        else if (at >= 0)
        {
            lines[at] = new CartLine(product, kept);
        }
        else if (lines.Count < MaxLines)
        {
            lines.Add(new CartLine(product, kept));
        }

        return new Cart(lines);
    }

    public override string ToString() =>
        string.Join('.',
            Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Product.Sku}*{line.Quantity}")));
}
