using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>A product in a row or grid.</summary>
internal static class ProductCard
{
    public static Html Render(Product product) => Html.Of($"""
        <li class="card"><a href="{product.Url}"><img src="{product.Image}" alt="" width="400" height="400" loading="lazy">{Flag(product)}<span class="maker">{product.Brand.Name}</span><span class="name">{product.Title}</span>{Price(product)}{Stars(product)}</a></li>

        """);

    public static Html Row(IEnumerable<Product> products) => Html.Of($"""<ul class="cards">{products.Select(Render)}</ul>""");

    public static Html Price(Product product) => product.PriceBefore is { } before
        ? Html.Of($"""<span class="price now">{product.PriceText} <s>{Product.Money(before)}</s></span>""")
        : Html.Of($"""<span class="price">{product.PriceText}</span>""");

    public static Html Stars(Product product) => Html.Of(
        $"""<span class="stars" title="{product.Rating:0.0} of 5"><i aria-hidden="true">★</i> {product.Rating:0.0} <small>({product.ReviewCount})</small></span>""");

    private static Html Flag(Product product) => (product.Available, product.PriceBefore) switch
    {
        (false, _) => Html.Of($"""<span class="flag out">Sold out</span>"""),
        (_, not null) => Html.Of($"""<span class="flag">Sale</span>"""),
        _ => Html.Empty,
    };
}
