using System.Diagnostics;
using System.Globalization;
using System.Net;
using EdgeGateway.TestKit.Origins;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>
/// A disk that takes no more bytes, made by a limit on the size of files: write(2) then fails as it does when a disk is full.
/// </summary>
public sealed class FullDiskTests
{
    private const string Page = "<!doctype html><title>t</title><p>hello";

    [Fact]
    public async Task FullDisk_KeepsPagesRefusesEventsAndLosesNothing()
    {
        await using var origin = new ScriptedOrigin();
        origin.Answer("/", Page, "Cache-Control: max-age=1000");
        origin.Answer("/other", Page, "Cache-Control: no-store");
        using var site = new DurableSite(origin: origin.Address);
        SiteVisitor visitor;
        await using (var gateway = await site.StartAsync())
        {
            using var client = SiteVisitor.CreateClient(gateway.Site);
            visitor = await SiteVisitor.AgreeAsync(client);
            await visitor.MustViewAsync("before");

            await LimitFilesAsync(gateway, $"{new FileInfo(site.JournalFile).Length}");
            await FillSectorAsync(visitor);
            Assert.Equal(Page, await visitor.GetPageAsync("/"));
            Assert.Equal(Page, await visitor.GetPageAsync("/other"));
            using (var refused = await visitor.ViewAsync("while-full"))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                Assert.NotNull(refused.Headers.RetryAfter);
            }

            await LimitFilesAsync(gateway, "unlimited");
            await gateway.Log.WaitForAsync("commits again");
            await visitor.MustViewAsync("after");
            await gateway.KillAsync();
        }

        await using var again = await site.StartAsync();

        using var after = SiteVisitor.CreateClient(again.Site);
        var (items, _) = await visitor.At(after).ReadAsync();
        Assert.Equal("after", items[0]);
        Assert.Contains("before", items);
    }

    // The journal writes whole sectors: what still fits into the last one may be acknowledged.
    private static async Task FillSectorAsync(SiteVisitor visitor)
    {
        for (var i = 0; i < 200; i++)
        {
            using var response = await visitor.ViewAsync($"filling-{i}");
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return;
            }

            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        Assert.Fail("The limit on file sizes did not stop the journal.");
    }

    private static async Task LimitFilesAsync(GatewayProcess gateway, string most)
    {
        using var limit = Process.Start("prlimit", ["--pid", gateway.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={most}:unlimited"]);
        await limit.WaitForExitAsync();
        Assert.Equal(0, limit.ExitCode);
    }
}
