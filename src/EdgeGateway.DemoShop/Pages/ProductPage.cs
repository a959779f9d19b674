using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>One product: picture, price, cart button, details, reviews and the shop's own related row.</summary>
internal static class ProductPage
{
    public static (PageHead Head, Html Main) Render(ShopCatalogue catalogue, Product product, string baseUrl)
    {
        var head = new PageHead(product.Title, product.Description, product.Url)
        {
            Type = "product",
            Image = product.Image,
            Category = product.Category.Slug,
            Extra = StructuredData.Of(product, baseUrl),
        };
        var main = Html.Of($"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="/">Home</a> <a href="{product.Category.Url}">{product.Category.Name}</a> <span>{product.Title}</span></nav>
            <article class="product">
            <div class="picture"><img src="{product.Image}" alt="{product.Title}" width="400" height="400"></div>
            <div class="buy">
            <p class="maker">{product.Brand.Name}</p>
            <h1>{product.Title}</h1>
            <p class="rated">{ProductCard.Stars(product)} <a href="#reviews">Read the reviews</a></p>
            <p>{ProductCard.Price(product)}<small class="vat">incl. VAT</small></p>
            {Finishes(catalogue, product)}
            {CartForm(product)}
            <p class="lead">{product.Description}</p>
            <ul class="ticks">{product.Features.Select(feature => Html.Of($"<li>{feature}</li>"))}</ul>
            </div>
            </article>
            <section class="band details"><h2>Details</h2>
            <dl><div><dt>Brand</dt><dd>{product.Brand.Name}</dd></div><div><dt>Series</dt><dd>{product.Series}</dd></div><div><dt>Material</dt><dd>{Capitalised(product.Material)}</dd></div><div><dt>Finish</dt><dd>{product.Finish}</dd></div><div><dt>Article</dt><dd>{product.Sku}</dd></div></dl>
            </section>
            <section class="band" id="related">
            <h2>More {product.Kind.Plural.ToLowerInvariant()}</h2>
            {ProductCard.Row(catalogue.RelatedTo(product, 6))}
            </section>
            <section class="band" id="reviews">
            <h2>Reviews</h2>
            <ul class="reviews">{product.Reviews.Select(ReviewItem)}</ul>
            </section>
            """);
        return (head, main);
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static Html Finishes(ShopCatalogue catalogue, Product product) => Html.Of($"""
        <ul class="finishes" aria-label="Finishes">{catalogue.FinishesOf(product).Select(other => FinishItem(other, product))}</ul>
        """);

    private static Html FinishItem(Product other, Product current)
    {
        var swatch = Html.Of($"""<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="{other.FinishColour}" stroke="currentColor" stroke-opacity=".25"/></svg>""");
        return other == current
            ? Html.Of($"""<li><a href="{other.Url}" aria-current="true">{swatch}{other.Finish}</a></li>""")
            : Html.Of($"""<li><a href="{other.Url}">{swatch}{other.Finish}</a></li>""");
    }

    private static Html CartForm(Product product) => product.Available
        ? Html.Of($"""
            <form class="add" method="post" action="/cart/add/{product.Sku}"><label>Quantity <input type="number" name="quantity" value="1" min="1" max="20" required></label><button class="button">Add to cart</button></form>
            <p class="stock">In stock, with you in two days</p>
            """)
        : Html.Of($"""<p class="stock none">Sold out. We expect it back in a few weeks.</p>""");

    private static Html ReviewItem(Review review) => Html.Of($"""
        <li><p class="stars" title="{review.Stars} of 5"><i aria-hidden="true">{new string('★', review.Stars)}</i></p><p>{review.Text}</p><p class="by">{review.Author} · <time datetime="{review.Date:yyyy-MM-dd}">{review.Date:d MMMM yyyy}</time></p></li>

        """);
}
