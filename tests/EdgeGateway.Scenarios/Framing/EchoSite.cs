using System.Text;
using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Framing;

/// <summary>
/// A site that shows every byte it received on a page that may be stored: what reaches it and is not in the key would be
/// seen by the next visitor. <c>/passed</c> belongs to a route whose policy bypasses the cache.
/// </summary>
public sealed class EchoSite : TestSite
{
    public const string Storable = "Cache-Control: public, max-age=600";

    protected override Task PrepareAsync()
    {
        Folder.WriteConfig(SiteConfig.Of(
            Origin.Address,
            policy: "\"Query\": { \"Ignore\": [\"utm_*\"] } }, \"pass\": { \"Mode\": \"bypass\"",
            routes: """ "pass": { "ClusterId": "origin", "Match": { "Path": "/passed/{**rest}" }, "Metadata": { "Edge.Policy": "pass" } }, """));
        Origin.Otherwise = exchange => exchange.AnswerAsync(
            Encoding.Latin1.GetBytes(exchange.Request.Head + Encoding.Latin1.GetString(exchange.Request.Body)), "text/plain", Storable);
        return Task.CompletedTask;
    }
}
