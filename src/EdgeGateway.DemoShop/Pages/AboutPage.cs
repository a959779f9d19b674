namespace EdgeGateway.DemoShop.Pages;

/// <summary>The shop's story and its terms.</summary>
internal static class AboutPage
{
    public static (PageHead Head, Html Main) Render()
    {
        var head = new PageHead("Our story", "Who we are and how we choose.", "/about");
        return (head, Html.Of($"""
            <article class="prose">
            <h1>We are picky so that you need not be</h1>
            <p class="lead">{ShopLayout.ShopName} began with a kettle that would not pour straight. Eleven years later we sell two thousand things, and every one of them has lived in somebody's kitchen, tent or hallway before it came into the shop.</p>
            <h2>How we choose</h2>
            <p>We ask three questions. Does it do its work better than what you own? Will it still do so in ten years? Can it be mended? Two yeses are not enough.</p>
            <h2 id="delivery">Delivery</h2>
            <p>Orders before two in the afternoon leave the same day. Delivery costs €4.90 and nothing at all over €60.</p>
            <h2 id="returns">Returns</h2>
            <p>You have sixty days. Use the box it came in, and the label inside the lid.</p>
            <h2 id="care">Repairs</h2>
            <p>Write to us with the article number. We keep spare parts for everything we have sold since the first kettle.</p>
            </article>
            """));
    }
}
