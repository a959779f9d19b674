using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;
using EdgeGateway.TestKit.Origins;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Faults;

/// <summary>Three upstreams of one site; the third comes and goes.</summary>
public sealed class FlappingOriginTests
{
    [Fact]
    public async Task OneOfThreeFlaps_AndNoVisitorSeesIt()
    {
        await using var first = Healthy(0);
        await using var second = Healthy(0);
        var port = FreePort.Take();
        using var folder = new GatewayFolder();
        folder.WriteConfig(SiteConfig.Of(first.Address).Replace(
            "\"Destinations\": {", $"\"LoadBalancingPolicy\": \"RoundRobin\", \"Destinations\": {{ \"two\": {{ \"Address\": \"{second.Address}\" }}, \"three\": {{ \"Address\": \"http://127.0.0.1:{port}\" }},",
            StringComparison.Ordinal));
        await using var gateway = await GatewayProcess.StartAsync(folder);
        var answers = new List<RawResponse>();
        ScriptedOrigin? third = null;

        for (var number = 0; number < 300; number++)
        {
            if (number % 25 == 0)
            {
                third = await ToggleAsync(third, port);
            }

            answers.Add(await RawClient.GetAsync(gateway.Site, $"/cold/{number}"));
        }

        if (third is not null)
        {
            await third.DisposeAsync();
        }

        Assert.All(answers, answer => Assert.Equal((200, "page"), (answer.Status, answer.Text)));
        Assert.True(first.Requests.Count > 80 && second.Requests.Count > 80, "The load was not shared.");
    }

    [Fact]
    public async Task AllRefuse_IsA502AtOnce()
    {
        var port = FreePort.Take();
        using var folder = new GatewayFolder();
        folder.WriteConfig(SiteConfig.Of($"http://127.0.0.1:{port}"));
        await using var gateway = await GatewayProcess.StartAsync(folder);
        var started = System.Diagnostics.Stopwatch.StartNew();

        var answer = await RawClient.GetAsync(gateway.Site, "/cold");

        Assert.Equal(502, answer.Status);
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(5), $"It took {started.Elapsed}.");
    }

    private static async Task<ScriptedOrigin?> ToggleAsync(ScriptedOrigin? third, int port)
    {
        if (third is null)
        {
            return Healthy(port);
        }

        await third.DisposeAsync();
        return null;
    }

    private static ScriptedOrigin Healthy(int port) =>
        new(port) { Otherwise = static exchange => exchange.AnswerAsync("page", headers: "Cache-Control: max-age=600") };
}
