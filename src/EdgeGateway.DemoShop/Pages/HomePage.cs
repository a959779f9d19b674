using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>The front page: hero, popular products, departments, what the shop promises.</summary>
internal static class HomePage
{
    private static readonly string[] HeroKinds = ["pendant", "teapot", "armchair"];

    public static (PageHead Head, Html Main) Render(ShopCatalogue catalogue)
    {
        var head = new PageHead(
            "Good things for home, kitchen and trail", "Two thousand well-made things for home, kitchen and trail.", "/");
        var popular = catalogue.Popular.DistinctBy(product => product.Kind).Take(6);
        var main = Html.Of($"""
            <section class="hero">
            <div class="words">
            <p class="kicker">The autumn edit</p>
            <h1>Things you will still love in ten years</h1>
            <p>Two thousand well-made pieces for home, kitchen and trail. Tested by us, priced fairly, repaired when they need it.</p>
            <p class="actions"><a class="button" href="/category/lighting">See what is new</a> <a class="quiet" href="/about">Why we are picky</a></p>
            </div>
            <div class="collage" aria-hidden="true">{HeroKinds.Select(kind => HeroPicture(catalogue, kind))}</div>
            </section>
            <section class="band" id="recommendations">
            <h2>Popular right now</h2>
            {ProductCard.Row(popular)}
            </section>
            <section class="band">
            <h2>Shop by department</h2>
            <ul class="tiles">{catalogue.Categories.Select(category => Tile(catalogue, category))}</ul>
            </section>
            <section class="promises">
            <div><h2>Chosen, not listed</h2><p>Every product is used at home by one of us before it enters the shop.</p></div>
            <div><h2>Sent without plastic</h2><p>Paper, string and a note. Usually the next day, always climate-neutral.</p></div>
            <div><h2>Repaired for life</h2><p>Send it back when it breaks. We mend first and replace second.</p></div>
            </section>
            """);
        return (head, main);
    }

    private static Html HeroPicture(ShopCatalogue catalogue, string kind)
    {
        var product = catalogue.Popular.First(candidate => candidate.Kind.Slug == kind);
        return Html.Of(
            $"""<a href="{product.Url}" tabindex="-1"><img src="{product.Image}" alt="" width="400" height="400"></a>""");
    }

    private static Html Tile(ShopCatalogue catalogue, Category category)
    {
        var face = catalogue.In(category).First(product => product.Available);
        return Html.Of($"""
            <li><a href="{category.Url}"><img src="{face.Image}" alt="" width="400" height="400" loading="lazy"><span class="name">{category.Name}</span><span class="blurb">{category.Blurb}</span></a></li>

            """);
    }
}
