namespace EdgeGateway.DemoShop.Pages;

/// <summary>Links between the pages of a list.</summary>
internal static class Pager
{
    public static Html Render(int current, int count, Func<int, string> urlOf)
    {
        if (count <= 1)
        {
            return Html.Empty;
        }

        var near = Enumerable.Range(1, count).Where(page => page == 1 || page == count || Math.Abs(page - current) <= 2);
        return Html.Of($"""
            <nav class="pager" aria-label="Pages">{Step(current - 1, count, "← Previous", "prev", urlOf)}{near.Select(page => Link(page, current, urlOf))}{Step(current + 1, count, "Next →", "next", urlOf)}</nav>
            """);
    }

    private static Html Link(int page, int current, Func<int, string> urlOf) => page == current
        ? Html.Of($"""<a href="{urlOf(page)}" aria-current="page">{page}</a>""")
        : Html.Of($"""<a href="{urlOf(page)}">{page}</a>""");

    private static Html Step(int page, int count, string text, string rel, Func<int, string> urlOf) =>
        page < 1 || page > count ? Html.Empty : Html.Of($"""<a rel="{rel}" href="{urlOf(page)}">{text}</a>""");
}
