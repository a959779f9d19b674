using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>Pages that go stale at once, pages that vary, and pages that echo the visitor's own cookie.</summary>
public sealed class CanarySite : PersonalSite
{
    public static readonly string[] Targets = ["/shared/1", "/shared/2", "/shared/short", "/style.css", "/mine", "/mine/whole"];

    // Under the other policy the session cookie does not change the page and is not sent; here it does.
    protected override string Routes => """ "mine": { "ClusterId": "origin", "Match": { "Path": "/mine/{**rest}" } }, """;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Origin.Answer("/shared/1", Page, "Cache-Control: public, max-age=600");
        Origin.Answer("/shared/2", Page, "Cache-Control: public, max-age=600\r\nVary: Accept-Language");
        Origin.Answer("/shared/short", Page, "Cache-Control: public, max-age=0, stale-while-revalidate=600");
        Origin.Answer("/style.css", "body{}", "Cache-Control: public, max-age=0", "text/css");
        Origin.On("/mine", exchange => exchange.AnswerAsync($"<p>{exchange.Request.Header("Cookie")}</p>", headers: "Cache-Control: private, max-age=600"));
        Origin.On("/mine/whole", exchange => exchange.AnswerAsync(
            Page.Replace("the origin's", exchange.Request.Header("Cookie"), StringComparison.Ordinal), headers: "Cache-Control: no-store"));
    }
}
