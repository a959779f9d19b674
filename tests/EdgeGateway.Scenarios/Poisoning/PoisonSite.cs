using System.Text;
using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Poisoning;

/// <summary>
/// An origin that writes every byte it received into a page that may be stored for all: the best that an attacker can hope
/// for. Below <c>/keyed</c> the policy forwards what is keyed, below <c>/all</c> what a proxy forwards.
/// </summary>
public sealed class PoisonSite : TestSite
{
    public const string Canary = "CNRY";
    public const string Storable = "Cache-Control: public, max-age=3600";

    protected override Task PrepareAsync()
    {
        Folder.WriteConfig(SiteConfig.Of(
            Origin.Address,
            policy: "\"Query\": { \"Ignore\": [\"utm_*\"] } }, \"keyed\": { \"Extends\": \"html\", \"Forward\": \"keyed\" }, \"api\": { \"Mode\": \"bypass\"",
            routes: """
                "keyed": { "ClusterId": "origin", "Match": { "Path": "/keyed/{**rest}" }, "Metadata": { "Edge.Policy": "keyed" } },
                "bypass": { "ClusterId": "origin", "Match": { "Path": "/bypass/{**rest}" }, "Metadata": { "Edge.Policy": "api" } },
                """));
        Origin.Otherwise = static exchange => exchange.AnswerAsync(
            Encoding.Latin1.GetBytes(exchange.Request.Head + Encoding.Latin1.GetString(exchange.Request.Body)), "text/html", Storable);
        return Task.CompletedTask;
    }

    /// <summary>Works through a list on four connections that are kept.</summary>
    internal Task OnEachAsync<T>(IReadOnlyList<T> items, Func<Attacker, T, int, Task> attack) =>
        Task.WhenAll(Enumerable.Range(0, 4).Select(async lane =>
        {
            await Task.Yield();
            using var attacker = new Attacker(Gateway.Site);
            for (var index = lane; index < items.Count; index += 4)
            {
                await attack(attacker, items[index], index);
            }
        }));
}
