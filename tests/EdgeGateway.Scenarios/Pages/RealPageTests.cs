using System.Text;
using EdgeGateway.TestKit;
using EdgeGateway.TestKit.Processes;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Pages;

public sealed class RealPageTests(RealPagesSite site, ITestOutputHelper output) : IClassFixture<RealPagesSite>
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(RealPagesSite.Mark);

    [DataFact("pages/readability")]
    public async Task PageWithoutSlots_IsByteIdenticalOnMissAndHit()
    {
        for (var i = 0; i < site.Pages.Count; i++)
        {
            var first = await site.GetAsync($"/plain/{i}");
            var hit = await site.GetHitAsync($"/plain/{i}");

            Assert.True(first.Body.AsSpan().SequenceEqual(site.Pages[i].Bytes), $"{site.Pages[i].Name} differs on the first request.");
            Assert.True(hit.Body.AsSpan().SequenceEqual(site.Pages[i].Bytes), $"{site.Pages[i].Name} differs on a hit.");
            Assert.Equal(1, site.Origin.CountOf($"/plain/{i}"));
        }

        output.WriteLine($"{site.Pages.Count} pages, {site.Pages.Sum(page => page.Bytes.Length)} bytes: identical on miss and hit.");
    }

    [DataFact("pages/readability")]
    public async Task PageWithSlots_IsTheExactPageWhenTheFragmentsAreTakenOut()
    {
        var inserted = new int[3];
        for (var i = 0; i < site.Pages.Count; i++)
        {
            var first = await site.GetAsync($"/slots/{i}");
            var hit = await site.GetHitAsync($"/slots/{i}");
            var (rest, marks) = TakeOut(first.Body);

            Assert.True(rest.SequenceEqual(site.Pages[i].Bytes), $"{site.Pages[i].Name}: the page without its {marks} fragments differs.");
            Assert.True(hit.Body.AsSpan().SequenceEqual(first.Body), $"{site.Pages[i].Name}: the hit differs from the first answer.");
            Assert.True(marks <= 2, $"{site.Pages[i].Name} has {marks} fragments for two slots.");
            inserted[marks]++;
            if (marks < (site.Pages[i].Selector is null ? 1 : 2))
            {
                output.WriteLine($"{site.Pages[i].Name}: {marks} of 2, own selector {site.Pages[i].Selector ?? "none"}, page {i}");
            }
        }

        output.WriteLine($"{site.Pages.Count} pages: {inserted[2]} with both slots, {inserted[1]} with one, {inserted[0]} left as they are.");
        Assert.True(inserted[0] + inserted[1] <= site.Pages.Count / 10, "Slots are filled in fewer than nine of ten pages.");
    }

    [DataFact("pages/readability")]
    public async Task SlotThatIsNotInThePage_IsNamedByExplain()
    {
        site.Origin.Answer("/slots/none", "<!doctype html><title>t</title><p>no such element</p>", "Cache-Control: max-age=60");
        using var folder = new GatewayFolder();
        folder.Write("fragments/mark.hbs", RealPagesSite.Mark).WriteConfig(Sites.SiteConfig.Of(site.Origin.Address, """
            "Fragments": { "Directory": "fragments" },
            "Slots": { "own": { "Selector": "#nowhere", "Position": "inner", "Choose": [{ "Fragment": "mark" }] } }
            """));

        var explained = await GatewayProgram.RunAsync(["explain", "--config", folder.ConfigFile, $"http://127.0.0.1:{folder.Port}/slots/none"]);

        output.WriteLine(explained.Text);
        Assert.Equal(0, explained.ExitCode);
        Assert.Contains("own (#nowhere): no-element", explained.Output, StringComparison.Ordinal);
    }

    private static (byte[] Page, int Marks) TakeOut(ReadOnlySpan<byte> body)
    {
        var rest = new List<byte>(body.Length);
        var marks = 0;
        for (var at = body.IndexOf(Mark); at >= 0; at = body.IndexOf(Mark))
        {
            rest.AddRange(body[..at]);
            body = body[(at + Mark.Length)..];
            marks++;
        }

        rest.AddRange(body);
        return ([.. rest], marks);
    }
}
