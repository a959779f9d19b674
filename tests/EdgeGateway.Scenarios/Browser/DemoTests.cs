using Microsoft.Playwright;

namespace EdgeGateway.Scenarios.Browser;

[Trait("Category", "Browser")]
public sealed class DemoTests(DemoInBrowser demo) : IClassFixture<DemoInBrowser>
{
    private const string Banner = "[data-edge-banner]:not([hidden])";
    private const string Row = "#recommendations h2";

    private readonly List<string> _complaints = [];

    [BrowserFact]
    public async Task VisitorsWay_FromBannerToWelcome()
    {
        var page = await demo.VisitAsync(_complaints);

        // 1. A first visit: what is popular, and the question.
        await page.GotoAsync("/");
        await page.WaitForSelectorAsync(Banner);
        Assert.Equal("Popular right now", await page.InnerTextAsync(Row));
        Assert.Equal(6, await page.Locator("#recommendations [data-edge-item]").CountAsync());
        Assert.Equal(0, await page.Locator(".edge-row-recent").CountAsync());
        await DemoInBrowser.ShootAsync(page, "1-first-visit");

        // 2. Yes; then three products.
        await AcceptAsync(page);
        var seen = await ViewProductsAsync(page, 3);
        await DemoInBrowser.ShootAsync(page, "2-product", whole: true);

        // 3. The very next page follows them.
        await page.GotoAsync("/");
        Assert.Equal("Recommended for you", await page.InnerTextAsync(Row));
        Assert.Equal("Recently viewed", await page.InnerTextAsync(".edge-row-recent h2"));
        Assert.Equal(seen.AsEnumerable().Reverse(), await ItemsAsync(page, ".edge-row-recent"));
        Assert.Empty((await ItemsAsync(page, "#recommendations")).Intersect(seen));
        Assert.DoesNotContain("Your cart is still warm", await page.InnerTextAsync("section.hero"), StringComparison.Ordinal);
        await DemoInBrowser.ShootAsync(page, "3-recommended", whole: true);

        // 4. One more, into the cart, and back.
        await ViewProductsAsync(page, 1, skip: 5);
        await page.ClickAsync("form[action^='/cart/add/'] button");
        await page.WaitForLoadStateAsync();
        await DemoInBrowser.ShootAsync(page, "4-cart");
        await page.GotoAsync("/");
        Assert.Contains("Your cart is still warm", await page.InnerTextAsync("section.hero"), StringComparison.Ordinal);
        await DemoInBrowser.ShootAsync(page, "5-welcome-back", whole: true);

        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task PackedAndPlainPages_LookAlikeAndNothingShifts()
    {
        var texts = new List<string>();
        foreach (var coding in new[] { "gzip, deflate, br", "identity" })
        {
            var page = await demo.VisitAsync(_complaints);
            await page.SetExtraHTTPHeadersAsync([new("Accept-Encoding", coding)]);
            var answer = await page.GotoAsync("/");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var shift = await page.EvaluateAsync<double>("""
                () => new Promise(done => {
                  let sum = 0;
                  const observer = new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }));
                  observer.observe({ type: 'layout-shift', buffered: true });
                  requestAnimationFrame(() => requestAnimationFrame(() => {
                    observer.takeRecords().forEach(e => { sum += e.value; });
                    done(sum);
                  }));
                })
                """);
            // Which items are popular changes with every visit; all around them is the same.
            texts.Add(await page.EvaluateAsync<string>("""
                () => {
                  const main = document.querySelector('main').cloneNode(true);
                  main.querySelectorAll('[data-edge-item]').forEach(item => item.remove());
                  return main.textContent;
                }
                """));

            Assert.Equal(coding[0] == 'g' ? "gzip" : null, await answer!.HeaderValueAsync("content-encoding"));
            Assert.Equal(6, await page.Locator("#recommendations [data-edge-item]").CountAsync());
            Assert.InRange(shift, 0, 0.001);
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task Withdrawal_ForgetsOnTheNextPage()
    {
        var page = await demo.VisitAsync(_complaints);
        await page.GotoAsync("/");
        await AcceptAsync(page);
        await ViewProductsAsync(page, 3);
        await page.GotoAsync("/");
        Assert.Equal(3, (await ItemsAsync(page, ".edge-row-recent")).Length);

        await page.EvaluateAsync("() => fetch('/_edge/consent', { method: 'DELETE' })");
        await page.GotoAsync("/");

        await page.WaitForSelectorAsync(Banner);
        Assert.Equal("Popular right now", await page.InnerTextAsync(Row));
        Assert.Equal(0, await page.Locator(".edge-row-recent").CountAsync());
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name == "edge_id");
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task Phone_ShowsTheSameWithoutScrollingSideways()
    {
        var page = await demo.VisitAsync(_complaints, width: 390, height: 844);
        await page.GotoAsync("/");
        await page.WaitForSelectorAsync(Banner);
        await DemoInBrowser.ShootAsync(page, "6-phone-first-visit");
        await AcceptAsync(page);
        await ViewProductsAsync(page, 3);
        await page.GotoAsync("/");
        await DemoInBrowser.ShootAsync(page, "7-phone-recommended", whole: true);

        Assert.Equal("Recommended for you", await page.InnerTextAsync(Row));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");
        Assert.Empty(_complaints);
    }

    private static async Task AcceptAsync(IPage page)
    {
        // The script stores the answer and then loads the page again: what hangs on the old window is gone with it.
        await page.EvaluateAsync("() => { window.before = true; }");
        await page.ClickAsync($"{Banner} [data-edge-consent=all]");
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
    }

    private static async Task<string[]> ViewProductsAsync(IPage page, int count, int skip = 0)
    {
        await page.GotoAsync("/category/coffee-tea");
        var links = await page.Locator("main a[href^='/product/']").EvaluateAllAsync<string[]>("all => [...new Set(all.map(a => a.getAttribute('href')))]");
        var chosen = links.Skip(skip).Take(count).ToArray();
        foreach (var link in chosen)
        {
            await page.GotoAsync(link);
        }

        return [.. chosen.Select(link => link["/product/".Length..])];
    }

    private static Task<string[]> ItemsAsync(IPage page, string row) =>
        page.Locator($"{row} [data-edge-item]").EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.edgeItem)");
}
