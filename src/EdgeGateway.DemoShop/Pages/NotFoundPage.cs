using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>What a wrong address shows. It does not repeat the address, so it is the same for all of them.</summary>
internal static class NotFoundPage
{
    public static (PageHead Head, Html Main) Render(ShopCatalogue catalogue)
    {
        var head = new PageHead("Page not found", "There is nothing at this address.", "/") { Index = false };
        return (head, Html.Of($"""
            <section class="heading"><h1>There is nothing here</h1><p>The page may have moved, or the product is no longer made. These are still around:</p></section>
            <section class="band"><h2 class="hidden">Popular</h2>{ProductCard.Row(catalogue.Popular.DistinctBy(product => product.Category).Take(6))}</section>
            """));
    }
}
