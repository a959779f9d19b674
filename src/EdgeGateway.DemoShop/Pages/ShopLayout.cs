using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Http;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>The frame of every page. It depends on nothing but its arguments, so that pages can be shared by caches.</summary>
internal sealed class ShopLayout(ShopCatalogue catalogue, ShopAssets assets)
{
    public const string ShopName = "Juniper Lane";

    public string Render(PageHead head, string baseUrl, Html main) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{head.Title} · {ShopName}</title>
        <meta name="description" content="{head.Description}">
        {(head.Index ? Html.Of($"""<link rel="canonical" href="{baseUrl}{head.Path}">""") : Html.Of($"""<meta name="robots" content="noindex">"""))}
        <meta property="og:site_name" content="{ShopName}">
        <meta property="og:type" content="{head.Type}">
        <meta property="og:title" content="{head.Title}">
        <meta property="og:description" content="{head.Description}">
        <meta property="og:url" content="{baseUrl}{head.Path}">
        <meta property="og:image" content="{baseUrl}{head.Image}">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="/favicon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="{assets.StyleUrl}">
        <script src="{assets.ScriptUrl}" defer></script>
        {head.Extra}
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        {Header(head)}
        <main id="content">
        {main}
        </main>
        {Footer()}
        </body>
        </html>

        """).ToString();

    private Html Header(PageHead head) => Html.Of($"""
        <header class="top">
        <p class="notice">Free delivery over €60 · 60 days to change your mind</p>
        <div class="bar">
        <a class="logo" href="/"><svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true"><path d="M12 22V5M12 12C7 12 5 9 5 5c5 0 7 3 7 7Zm0 6c5 0 7-3 7-7-5 0-7 3-7 7Z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg><span>{ShopName}</span></a>
        <form class="find" action="/search" role="search"><input type="search" name="q" value="{head.Query}" placeholder="Search kettles, tents, lamps…" aria-label="Search the shop" maxlength="{ProductSearch.MaxQueryLength}"><button aria-label="Search"><svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><circle cx="11" cy="11" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/><path d="m16 16 4.5 4.5" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg></button></form>
        <a class="basket" href="/cart"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M5 8h14l-1.2 11a1.5 1.5 0 0 1-1.5 1.300H7.700A1.5 1.5 0 0 1 6.200 19ZM9 10V6.500a3 3 0 0 1 6 0V10" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg><span>Cart</span><b id="cart-count" aria-live="polite"></b></a>
        </div>
        <nav class="departments" aria-label="Departments"><ul>{catalogue.Categories.Select(category => NavItem(category, head.Category))}</ul></nav>
        </header>
        """);

    private static Html NavItem(Category category, string? current) => category.Slug == current
        ? Html.Of($"""<li><a href="{category.Url}" aria-current="page">{category.Name}</a></li>""")
        : Html.Of($"""<li><a href="{category.Url}">{category.Name}</a></li>""");

    private static Html Footer() => Html.Of($"""
        <footer class="foot">
        <div class="cols">
        <div><p class="logo">{ShopName}</p><p>Good things for home, kitchen and trail. Chosen by people who use them.</p></div>
        <nav aria-label="Shop"><h2>Shop</h2><a href="/search?q=set">Gift sets</a><a href="/category/coffee-tea">Coffee &amp; Tea</a><a href="/category/camping">Camping</a><a href="/cart">Your cart</a></nav>
        <nav aria-label="About us"><h2>About</h2><a href="/about">Our story</a><a href="/about#delivery">Delivery</a><a href="/about#returns">Returns</a><a href="/about#care">Repairs</a></nav>
        </div>
        <p class="small">{ShopName} is a demonstration shop. Nothing here is for sale and no payment is taken.</p>
        </footer>
        """);
}
