using System.Collections.Concurrent;
using EdgeGateway.TestKit;
using EdgeGateway.TestKit.Clients;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Poisoning;

/// <summary>A asks one to five times with a canary in a field; B asks for the same page without it.</summary>
public sealed class HeaderPoisoningTests(PoisonSite site, ITestOutputHelper output) : IClassFixture<PoisonSite>
{
    private readonly ConcurrentQueue<string> _poisoned = new();
    private int _hits;

    [Fact]
    public async Task Keyed_NoFieldOutsideTheKeyReachesTheNextVisitor()
    {
        var names = HeaderNames.All;

        await site.OnEachAsync(names, (attacker, name, index) => PoisonAsync(attacker, "/keyed/field/", name, index));

        output.WriteLine($"{names.Length} names, {_hits} of the victims got a stored page, {site.Origin.Requests.Count} requests at the origin.");
        Assert.True(names.Length >= 1000, $"There are only {names.Length} names.");
        Assert.Empty(_poisoned);
        Assert.True(_hits > names.Length * 9 / 10, "Pages were not stored, so nothing was tested.");
    }

    [Fact]
    public async Task All_NoDocumentedFieldReachesTheNextVisitor()
    {
        string[] names = [.. Documented(), .. Documented().Select(name => name.Replace('-', '_')).Where(name => name.Contains('_', StringComparison.Ordinal))];

        await site.OnEachAsync(names, (attacker, name, index) => PoisonAsync(attacker, "/all/field/", name, index));

        output.WriteLine($"{names.Length} names, {_hits} of the victims got a stored page.");
        Assert.True(names.Length >= 120, $"There are only {names.Length} names.");
        Assert.Empty(_poisoned);
        Assert.True(_hits > names.Length * 9 / 10, "Pages were not stored, so nothing was tested.");
    }

    [Fact]
    public async Task PassedRequest_GoesOnWithoutOverrideFields()
    {
        string[] kept = ["Content-Type", "Content-Encoding", "Destination", "Via", "CDN-Loop"];
        var names = Documented().Except(kept, StringComparer.OrdinalIgnoreCase).ToArray();

        await site.OnEachAsync(names, async (attacker, name, index) =>
        {
            var answer = await attacker.SendAsync(
                $"POST /all/passed/{index} HTTP/1.1\r\nHost: shop.test\r\n{name}: {PoisonSite.Canary}\r\n"
                + $"{name.Replace('-', '_')}: {PoisonSite.Canary}\r\nX-Own: kept\r\nContent-Length: 0\r\n\r\n");
            Check(answer, name);
            Assert.Contains("X-Own: kept", answer.Text, StringComparison.Ordinal);
        });

        Assert.True(names.Length > 60, $"There are only {names.Length} names.");
        Assert.Empty(_poisoned);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("bypass")]
    public async Task PassedRequest_DoesNotSpeakForTheGateway(string route)
    {
        using var attacker = new Attacker(site.Gateway.Site);

        var answer = await attacker.SendAsync(
            $"POST /{route}/own HTTP/1.1\r\nHost: shop.test\r\nEdge-Segments: {PoisonSite.Canary}\r\nedge_segments: {PoisonSite.Canary}\r\n"
            + $"Edge-Preview: {PoisonSite.Canary}\r\nX-Own: kept\r\nContent-Length: 0\r\n\r\n");

        Assert.Contains("X-Own: kept", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(PoisonSite.Canary, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BypassRoute_PassesOverrideFields()
    {
        using var attacker = new Attacker(site.Gateway.Site);

        var answer = await attacker.SendAsync(
            "POST /bypass/api HTTP/1.1\r\nHost: shop.test\r\nX-HTTP-Method-Override: PATCH\r\nContent-Length: 0\r\n\r\n");

        Assert.Contains("X-HTTP-Method-Override: PATCH", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keyed")]
    [InlineData("all")]
    public async Task Cookies_NeverReachTheNextVisitor(string mode)
    {
        string[] names =
        [
            "session", "sid", "PHPSESSID", "JSESSIONID", "ASP.NET_SessionId", "connect.sid", "csrftoken", "lang", "locale", "currency", "theme", "ab",
            "wordpress_logged_in_1", "wp-settings-1", "cart", "_ga", "_ga_ABC", "_gid", "_fbp", "__utma", "utm_source", "edge_id", "edge_consent", "EDGE_ID",
            "__Host-session", "__Secure-id", "$Version", "a b", "\"q", "\u00e9",
        ];

        await site.OnEachAsync(names, async (attacker, name, index) =>
        {
            var target = $"/{mode}/cookie/{index}";
            await attacker.GetAsync(target, $"Cookie: {name}={PoisonSite.Canary}-{index}");
            Check(await attacker.GetAsync(target), name);
        });

        Assert.Empty(_poisoned);
    }

    private async Task PoisonAsync(Attacker attacker, string folder, string name, int index)
    {
        var target = $"{folder}{index}";
        for (var count = 0; count <= index % 5; count++)
        {
            await attacker.GetAsync(target, $"{name}: {PoisonSite.Canary}-{index}");
        }

        Check(await attacker.GetAsync(target), name);
    }

    private void Check(RawResponse victim, string name)
    {
        if (victim.Header("Cache-Status")?.Contains("; hit", StringComparison.Ordinal) == true)
        {
            Interlocked.Increment(ref _hits);
        }

        if (victim.Status != 200 || (victim.Head + victim.Text).Contains(PoisonSite.Canary, StringComparison.Ordinal))
        {
            _poisoned.Enqueue($"{name}: {victim.Status} {victim.Text}");
        }
    }

    /// <summary>The list that operators read.</summary>
    private static IEnumerable<string> Documented() => File.ReadLines(Path.Combine(TestData.Repository, "docs", "forwarding.md"))
        .SkipWhile(static line => !line.StartsWith("| group", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(static line => line.StartsWith('|'))
        .SelectMany(static line => line.Split('`').Where((_, index) => index % 2 == 1))
        .Where(static name => name is not ("Content-Length" or "Expect"));
}
