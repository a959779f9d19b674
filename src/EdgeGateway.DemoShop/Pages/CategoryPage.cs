using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>A department, page by page.</summary>
internal static class CategoryPage
{
    public const int PageSize = 24;

    public static int PageCount(int products) => Math.Max(1, (products + PageSize - 1) / PageSize);

    public static (PageHead Head, Html Main) Render(ShopCatalogue catalogue, Category category, int page)
    {
        var products = catalogue.In(category);
        var path = page == 1 ? category.Url : $"{category.Url}?page={page}";
        var head = new PageHead(page == 1 ? category.Name : $"{category.Name}, page {page}", category.Blurb, path)
        {
            Category = category.Slug,
            Image = products[0].Image,
        };
        var main = Html.Of($"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="/">Home</a> <span>{category.Name}</span></nav>
            <section class="heading"><h1>{category.Name}</h1><p>{category.Blurb} <span class="count">{products.Count} products</span></p></section>
            <ul class="chips">{category.Kinds.Select(kind => Chip(kind))}</ul>
            <section class="band" id="products">
            <h2 class="hidden">Products</h2>
            {ProductCard.Row(products.Skip((page - 1) * PageSize).Take(PageSize))}
            </section>
            {Pager.Render(page, PageCount(products.Count), number => number == 1 ? category.Url : $"{category.Url}?page={number}")}
            """);
        return (head, main);
    }

    private static Html Chip(Kind kind) =>
        Html.Of($"""<li><a href="/search?q={Uri.EscapeDataString(kind.Name)}">{kind.Plural}</a></li>""");
}
