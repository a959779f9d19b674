using System.Text;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Framing;

/// <summary>
/// Raw bytes against the whole gateway: one request at the origin for each that is accepted; a 4xx or 5xx, the end of the
/// connection and nothing stored for each that is not. Behind every one a second request waits to be taken for another's.
/// </summary>
public sealed class RequestFramingTests(EchoSite site) : IClassFixture<EchoSite>
{
    public static TheoryData<string> Refused() => [.. RefusedRequests.All.Select(row => row.Name)];

    public static TheoryData<string> BadChunks() => [.. RefusedRequests.Chunks.Select(row => row.Name)];

    public static TheoryData<string> Accepted() => [.. AcceptedRequests.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task RequestWithTwoReadings_IsRefusedAndItsConnectionEnds(string name)
    {
        var (target, row) = (TargetOf(name), RefusedRequests.All.Single(row => row.Name == name));
        var before = site.Origin.Requests.Count;

        var (status, after) = await SendAsync(row.Text.Replace("{t}", target, StringComparison.Ordinal) + Smuggled(target));

        Assert.Equal(row.Status, status);
        Assert.Equal("", after);
        Assert.Equal(before, site.Origin.Requests.Count);
        await AssertNothingStoredAsync(target);
    }

    [Theory]
    [MemberData(nameof(BadChunks))]
    public async Task ChunksThatAreNone_EndTheConnectionAndSmuggleNothing(string name)
    {
        var (target, row) = (TargetOf(name), RefusedRequests.Chunks.Single(row => row.Name == name));

        var (status, after) = await SendAsync(row.Text.Replace("{t}", target, StringComparison.Ordinal) + Smuggled(target));

        Assert.InRange(status, 400, 599);
        Assert.Equal("", after);
        Assert.Equal(0, site.Origin.CountOf($"/smuggled{target}"));
        Assert.Equal(row.Status, status);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task RequestWithOneReading_ReachesTheOriginOnce(string name)
    {
        var (target, row) = (TargetOf(name), AcceptedRequests.All.Single(row => row.Name == name));
        var expected = row.Target.Replace("{t}", target, StringComparison.Ordinal);
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);

        await client.WriteAsync(Encoding.Latin1.GetBytes(row.Text.Replace("{t}", target, StringComparison.Ordinal)));
        var answer = await client.ReadFinalAsync(row.Text.StartsWith("HEAD", StringComparison.Ordinal) ? "HEAD" : "GET");

        Assert.Equal(200, answer.Status);
        var request = Assert.Single(site.Origin.RequestsOf(expected));
        Assert.DoesNotContain("HOP", request.Head, StringComparison.Ordinal);
        Assert.Null(request.Header("Expect"));
        Assert.Null(request.Header("Upgrade"));
        Assert.Equal(row.Body, Encoding.Latin1.GetString(request.Body));
        Assert.Equal(1, request.Head.Split("\r\nHost:").Length - 1);
    }

    [Fact]
    public async Task PipelinedRequests_AreAnsweredInOrderAndOnceEach()
    {
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);
        var targets = Enumerable.Range(0, 20).Select(number => $"/pipe/{number % 10}").ToArray();

        await client.WriteAsync(Encoding.Latin1.GetBytes(string.Concat(targets.Select(target => $"GET {target} HTTP/1.1\r\nHost: a.test\r\n\r\n"))));

        foreach (var target in targets)
        {
            Assert.StartsWith($"GET {target} ", (await client.ReadAsync()).Text, StringComparison.Ordinal);
        }

        Assert.All(targets.Distinct(), target => Assert.InRange(site.Origin.CountOf(target), 1, 2));
    }

    [Fact]
    public async Task StoredPageAskedForWithABody_IsRefusedAndTheBodyIsNoRequest()
    {
        await site.GetHitAsync("/hit-with-body");

        var smuggled = Smuggled("/hit");
        foreach (var size in new[] { smuggled.Length, 200_000 })
        {
            var body = smuggled + new string('x', size - smuggled.Length);
            var (status, after) = await SendAsync($"GET /hit-with-body HTTP/1.1\r\nHost: {site.Gateway.Site.Authority}\r\nContent-Length: {size}\r\n\r\n{body}");

            Assert.Equal((400, ""), (status, after));
        }

        Assert.Equal(0, site.Origin.CountOf("/smuggled/hit"));
    }

    [Fact]
    public async Task BypassedRoute_PassesAGetWithItsBody()
    {
        var answer = await site.SendAsync("GET", "/passed/search", "Content-Type: application/json\r\n", "{\"q\":1}");
        var other = await site.GetAsync("/passed/search");

        Assert.EndsWith("{\"q\":1}", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{\"q\":1}", other.Text, StringComparison.Ordinal);
        Assert.Equal(2, site.Origin.CountOf("/passed/search"));
    }

    [Fact]
    public async Task FieldsThatTheOriginBindsToItsConnection_AreNotPassedOnNorStored()
    {
        site.Origin.Answer("/hop", "page", $"{EchoSite.Storable}\r\nConnection: X-Internal, keep-alive\r\nX-Internal: HOP\r\nKeep-Alive: timeout=5");

        var first = await site.GetAsync("/hop");
        var hit = await site.GetHitAsync("/hop");

        Assert.All([first, hit], answer => Assert.DoesNotContain("HOP", answer.Head, StringComparison.Ordinal));
        Assert.All([first, hit], answer => Assert.Null(answer.Header("Keep-Alive")));
    }

    [Fact]
    public async Task RefusedRequest_SaysWhyAndIsCounted()
    {
        var answer = await RawClient.SendAsync(site.Gateway.Site, "GET", "/a/../b");
        var metrics = await RawClient.GetAsync(site.Gateway.Admin, "/metrics");

        Assert.Contains("request refused: target", answer.Text, StringComparison.Ordinal);
        Assert.Equal(("close", "no-store"), (answer.Header("Connection"), answer.Header("Cache-Control")));
        Assert.Contains("edge_requests_refused_total{", metrics.Text, StringComparison.Ordinal);
        Assert.Contains("reason=\"target\"", metrics.Text, StringComparison.Ordinal);
    }

    private async Task<(int Status, string After)> SendAsync(string text)
    {
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);
        try
        {
            await client.WriteAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (IOException)
        {
            // Refused before everything was written; the answer is there to read.
        }

        var answer = await client.ReadAsync(text.StartsWith("HEAD", StringComparison.Ordinal) ? "HEAD" : "GET");
        return (answer.Status, Encoding.Latin1.GetString(await client.ReadToEndAsync()));
    }

    private async Task AssertNothingStoredAsync(string target)
    {
        var plain = await site.GetAsync(target);

        Assert.DoesNotContain("poison", plain.Text, StringComparison.Ordinal);
        Assert.Equal(1, site.Origin.CountOf(target));
        Assert.Equal(0, site.Origin.CountOf($"/smuggled{target}"));
    }

    private static string Smuggled(string target) => $"GET /smuggled{target} HTTP/1.1\r\nHost: a.test\r\n\r\n";

    private static string TargetOf(string name) => "/" + string.Concat(name.Where(char.IsAsciiLetterOrDigit));
}
