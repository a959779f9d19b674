using EdgeGateway.DemoShop.Carts;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>What is in this visitor's cart. Never shared.</summary>
internal static class CartPage
{
    public static (PageHead Head, Html Main) Render(ShopCatalogue catalogue, Cart cart)
    {
        var head = new PageHead("Your cart", "What you have chosen so far.", "/cart") { Index = false };
        return (head, cart.IsEmpty ? Nothing(catalogue) : Html.Of($"""
            <section class="heading"><h1>Your cart</h1></section>
            <section class="cart">
            <ul class="lines">{cart.Lines.Select(Line)}</ul>
            {Totals(cart)}
            </section>
            """));
    }

    /// <summary>The sums, with the way on to the checkout.</summary>
    public static Html Sums(Cart cart) => Html.Of($"""
        <dl><div><dt>Items</dt><dd>{Product.Money(cart.Subtotal)}</dd></div><div><dt>Delivery</dt><dd>{(cart.Delivery == 0 ? "free" : Product.Money(cart.Delivery))}</dd></div><div class="total"><dt>Total</dt><dd>{Product.Money(cart.Total)}</dd></div></dl>
        """);

    private static Html Totals(Cart cart) => Html.Of($"""
        <aside class="sums"><h2>Summary</h2>{Sums(cart)}<a class="button" href="/checkout">Go to checkout</a><p class="small">60 days to change your mind.</p></aside>
        """);

    private static Html Line(CartLine line) => Html.Of($"""
        <li><a href="{line.Product.Url}"><img src="{line.Product.Image}" alt="" width="400" height="400"></a><div><a class="name" href="{line.Product.Url}">{line.Product.Title}</a><p class="maker">{line.Product.Brand.Name}</p><form method="post" action="/cart/update/{line.Product.Sku}"><label>Quantity <input type="number" name="quantity" value="{line.Quantity}" min="0" max="{Cart.MaxQuantity}"></label><button class="quiet">Update</button></form><form method="post" action="/cart/remove/{line.Product.Sku}"><button class="quiet">Remove</button></form></div><p class="price">{Product.Money(line.Total)}</p></li>

        """);

    private static Html Nothing(ShopCatalogue catalogue) => Html.Of($"""
        <section class="heading"><h1>Your cart is empty</h1><p>Start with what others love this week.</p></section>
        <section class="band"><h2 class="hidden">Popular</h2>{ProductCard.Row(catalogue.Popular.DistinctBy(product => product.Kind).Take(6))}</section>
        """);
}
