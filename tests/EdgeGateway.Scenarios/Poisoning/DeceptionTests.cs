using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Poisoning;

/// <summary>
/// A victim who is logged in is made to open the account page with something that looks like a static file behind it; the
/// attacker then asks for the same target. The origin ignores what is behind and says as little of caching as it may.
/// </summary>
public sealed class DeceptionTests(PoisonSite site, ITestOutputHelper output) : IClassFixture<PoisonSite>
{
    private static readonly string[] Delimiters =
    [
        "/", ";", "?", "%3b", "%2f", "%23", "%3f", "%00", "%0a", "%0d", "%09", "%20", "%5c", "\\", "//", "/;", ";/", "!", "$", "&", "'", "(", ")", "*", "+", ",", ":", "=", "@", "~", ".", "%2e",
        "|", "%7c", "^", "\"", "<", "/%2e%2e%2f", "/..;/", "%252f",
    ];

    private static readonly string[] Suffixes =
        ["x.css", "x.js", "x.png", "x.jpg", "x.svg", "x.ico", "x.woff2", "x.pdf", "x.txt", "favicon.ico", "robots.txt", "static/x.avif"];

    /// <summary>What account pages say of caching: nothing, a date, a lifetime given to everything.</summary>
    private static readonly string[] Caching = ["", "Last-Modified: Mon, 06 Jan 2020 10:00:00 GMT", "Cache-Control: max-age=600", "Vary: Cookie\r\nCache-Control: max-age=600"];

    [Theory]
    [InlineData("keyed", "Cookie: session=")]
    [InlineData("all", "Cookie: session=")]
    [InlineData("all", "Authorization: Bearer ")]
    public async Task PrivatePageBehindAStaticName_IsNotTheAttackers(string mode, string credentials)
    {
        var field = credentials.Split(':')[0];
        var folder = $"/{mode}/account-{field}";
        string[] targets = [.. Delimiters.SelectMany(delimiter => Suffixes.Select(suffix => $"{folder}{delimiter}{suffix}"))];
        for (var index = 0; index < targets.Length; index++)
        {
            var headers = Caching[index % Caching.Length];
            site.Origin.On(targets[index], exchange => exchange.AnswerAsync($"<p>Account of {exchange.Request.Header(field) ?? "nobody"}</p>", headers: headers));
        }

        var stolen = new ConcurrentQueue<string>();
        var shown = 0;
        await site.OnEachAsync(targets, async (client, target, index) =>
        {
            var victim = await client.GetAsync(target, $"{credentials}{PoisonSite.Canary}-{index}");
            var attacker = await client.GetAsync(target);
            if (victim.Text.Contains($"{PoisonSite.Canary}-{index}<", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref shown);
            }

            if ((attacker.Head + attacker.Text).Contains(PoisonSite.Canary, StringComparison.Ordinal))
            {
                stolen.Enqueue($"{target}: {attacker.Text}");
            }
        });

        output.WriteLine($"{targets.Length} targets, {shown} victims saw their account.");
        Assert.Equal(480, targets.Length);
        Assert.Empty(stolen);
        Assert.True(shown > 400, $"Only {shown} victims saw their account, so little was tested.");
    }
}
