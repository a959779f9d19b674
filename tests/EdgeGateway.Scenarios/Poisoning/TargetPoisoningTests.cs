using System.Collections.Concurrent;
using EdgeGateway.TestKit.Clients;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Poisoning;

/// <summary>A asks for a target with a canary hidden in it; B asks for the plain one and must see nothing of A's.</summary>
public sealed class TargetPoisoningTests(PoisonSite site, ITestOutputHelper output) : IClassFixture<PoisonSite>
{
    /// <summary>What A appends to a path with <c>?x=1</c>; {c} is the canary.</summary>
    private static readonly string[] Queries =
    [
        // An excluded parameter, alone and where parsers split differently
        "&utm_source={c}", "&utm_content=a;x={c}", ";utm_content={c}", "&utm_content={c};x=2", "&utm_content=a%26x={c}", "&utm_content=a%3bx={c}", "&utm_x[x]={c}",
        "&utm_x=1&utm_x={c}", "&utm_={c}", "&utm_source", "&utm_source={c}#", "&utm_source={c}?x={c}",
        // The parameter itself, twice, encoded, in other spellings
        "&x={c}", "&X={c}", "&%78={c}", "&x%00={c}", "&x%5b%5d={c}", "&x[]={c}", "&x.x={c}", "&+x={c}", "&%20x={c}", "&x%20={c}", "&x={c}&x=1", ";x={c}", "|x={c}", ",x={c}",
        "%26x={c}", "%3fx={c}", "?x={c}", "&&x={c}", "&=x={c}", "&_method={c}", "&callback={c}", "&jsonp={c}", "&_={c}", "%0d%0aX-A:{c}", "%0a{c}", "%00{c}", "%23{c}", "&amp;x={c}",
        "%u0026x={c}", "%c0%a6x={c}", "&x=1%0d%0aHost:{c}", "&__proto__={c}", "&x=$({c})", "&x=%7b%7b{c}%7d%7d",
    ];

    /// <summary>What A appends to a path.</summary>
    private static readonly string[] Paths =
    [
        ";{c}", ";x={c}", "/;{c}", "%3b{c}", "//{c}", "/{c}", "%2f{c}", "%5c{c}", "\\{c}", "%3f{c}", "%23{c}", "%00{c}", "%0a{c}", "%0d%0a{c}", "%09{c}", "%20{c}", "+{c}", "%26{c}", "&{c}",
        "={c}", "@{c}", "~{c}", "!{c}", "${c}", "'{c}", "\"{c}", "({c})", "*{c}", ",{c}", ":{c}", "<{c}>", "[{c}]", "^{c}", "`{c}", "{{c}}", "|{c}", "%7c{c}", "__{c}", "::{c}", "%01{c}",
        ".{c}", "%2e{c}", "/..;/{c}", "/%2e%2e;/{c}", "/..%2f{c}", "/%2e%2e%2f{c}", "%252f{c}", "%c0%af{c}", "/./{c}", "/../{c}", "?{c}", "?x=1&{c}", "#{c}", "%ff{c}",
    ];

    private readonly ConcurrentQueue<string> _poisoned = new();

    [Theory]
    [InlineData("keyed")]
    [InlineData("all")]
    public async Task NothingOfOneTarget_IsOnThePageOfAnother(string mode)
    {
        (string Poison, string Plain)[] pairs =
        [
            .. Queries.SelectMany(query => new[] { ($"?x=1{query}", "?x=1"), ($"?{query.TrimStart('&', ';')}&x=1", "?x=1") }),
            .. Paths.SelectMany(path => new[] { (path, ""), ($"{path}?x=1", "?x=1") }),
        ];

        await site.OnEachAsync(pairs, async (attacker, pair, index) =>
        {
            var canary = $"{PoisonSite.Canary}-{index}";
            var target = $"/{mode}/target/{index}";
            for (var count = 0; count <= index % 3; count++)
            {
                await attacker.GetAsync(target + pair.Poison.Replace("{c}", canary, StringComparison.Ordinal));
            }

            Check(await attacker.GetAsync(target + pair.Plain), target + pair.Plain, pair.Poison);
        });

        output.WriteLine($"{pairs.Length} pairs of targets.");
        Assert.True(pairs.Length >= 200, $"There are only {pairs.Length} pairs.");
        Assert.Empty(_poisoned);
    }

    [Theory]
    [InlineData("keyed")]
    [InlineData("all")]
    public async Task NothingOfOneHost_IsOnThePageOfAnother(string mode)
    {
        string[] hosts = ["cnry.test", "shop.test:81", "shop.test.cnry.test", "shop.testcnry", "shop-test", "SHOP.TEST.", "[::1]", "127.0.0.1", "shop.test:443", "xn--shp-tna.test"];

        await site.OnEachAsync(hosts, async (attacker, host, index) =>
        {
            await attacker.GetAsync($"/{mode}/host/{index}", host: host);
            var victim = await attacker.GetAsync($"/{mode}/host/{index}");

            if (victim.Status != 200 || !victim.Text.Contains("X-Forwarded-Host: shop.test\r\n", StringComparison.OrdinalIgnoreCase)
                || victim.Text.Contains("cnry", StringComparison.OrdinalIgnoreCase))
            {
                _poisoned.Enqueue($"{host}: {victim.Status} {victim.Text}");
            }
        });

        Assert.Empty(_poisoned);
    }

    private void Check(RawResponse victim, string target, string poison)
    {
        // The page shows the request that made it: this very target, and no other's canary.
        if (victim.Status != 200 || !victim.Text.StartsWith($"GET {target} HTTP/1.1\r\n", StringComparison.Ordinal)
            || (victim.Head + victim.Text).Contains(PoisonSite.Canary, StringComparison.Ordinal))
        {
            _poisoned.Enqueue($"{poison}: {victim.Status} {victim.Text}");
        }
    }
}
