namespace EdgeGateway.Scenarios.Sites;

/// <summary>
/// A small shop: every page has a recently-viewed row for those who agreed, a hero for the high-intent, and a row of a test's choice.
/// Items are a1 to a6, b1 to b6 and canary-0 to canary-63.
/// </summary>
public class PersonalSite : TestSite
{
    public const string Page = """
        <!doctype html><html><head><title>Shop</title></head><body>
        <section class="hero">the origin's hero</section><div id="row"></div><div id="recent"></div></body></html>
        """;

    public const string Hero = "<section class=\"hero\">Your cart is still warm</section>";

    public static IEnumerable<string> Items { get; } =
    [
        .. Enumerable.Range(1, 6).Select(number => $"a{number}"),
        .. Enumerable.Range(1, 6).Select(number => $"b{number}"),
        .. Enumerable.Range(0, 64).Select(number => $"canary-{number}"),
    ];

    /// <summary>For buyers only, and no test buys: what others like would change pages while a test looks at them.</summary>
    protected virtual string RowChoices => """
        { "When": "count('purchase', 1d) > 0", "Recommend": { "List": "trending", "Count": 3 }, "Fragment": "row", "Values": { "title": "Popular" } }
        """;

    protected virtual string Recommendations => "";

    /// <summary>Routes before the one for all pages, each with a comma after it.</summary>
    protected virtual string Routes => "";

    protected virtual Task PrepareFilesAsync() => Task.CompletedTask;

    protected override async Task PrepareAsync()
    {
        Folder.Write("fragments/row.hbs", "<div class=\"row\"><h2>{{title}}</h2><ul>{{cards \"card\"}}</ul></div>");
        Folder.Write("fragments/card.hbs", "<li data-edge-item=\"{{id}}\">{{title}}</li>");
        Folder.Write("fragments/hero.hbs", Hero);
        Folder.Write("catalogue.ndjson", string.Concat(Items.Select(item =>
            $$"""{"item":"{{item}}","title":"Item {{item}}","category":"{{item[0]}}"}""" + "\n")));
        await PrepareFilesAsync();
        Folder.WriteConfig(SiteConfig.Of(Origin.Address, Edge(), """
            "Forward": "keyed", "StaleIfError": "1h", "Cookies": { "Ignore": ["session"] }
            """, Routes));
        foreach (var target in new[] { "/", "/other", "/product/a1", "/product/a2", "/product/a3", "/product/b1" })
        {
            Origin.Answer(target, Page, "Cache-Control: public, max-age=600\r\nETag: \"v1\"\r\nLast-Modified: Mon, 02 Nov 2026 10:00:00 GMT");
        }
    }

    private string Edge() => $$"""
        "Fragments": { "Directory": "fragments" },
        "Recommendations": { "Catalogue": "catalogue.ndjson", "PageDeadline": "5s" {{Recommendations}} },
        "Segments": { "high-intent": { "When": "count('view', 7d) > 2 and count('cart', 7d) > 0" } },
        "Slots": {
          "hero": { "Selector": "section.hero", "Position": "replace", "Choose": [{ "When": "segment('high-intent')", "Fragment": "hero" }] },
          "row": { "Selector": "#row", "Deadline": "5s", "Choose": [{{RowChoices}}] },
          "recent": {
            "Selector": "#recent", "Deadline": "5s",
            "Choose": [{ "Recommend": { "List": "recently-viewed", "Count": 10 }, "Fragment": "row", "Values": { "title": "Recently viewed" } }]
          }
        },
        "Events": {
          "Automatic": [
            { "Method": "GET", "Path": "/product/{item}", "Type": "view" },
            { "Method": "POST", "Path": "/cart/add/{item}", "Type": "cart" }
          ],
          "Limits": { "PerVisitorPerSecond": 1000, "PerAddressPerSecond": 100000 }
        }
        """;
}
