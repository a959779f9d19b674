using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Pages;

/// <summary>A page's Content-Security-Policy reaches the browser as the origin sent it, and a nonce is used once.</summary>
public sealed class ContentSecurityPolicyTests(PersonalSite site) : IClassFixture<PersonalSite>
{
    private const string Header = "Content-Security-Policy";

    private static readonly string[] Sources =
    [
        "'none'", "'self'", "'self' https:", "https://cdn.example", "'self' 'unsafe-inline'", "'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
        "'strict-dynamic' 'sha256-abc='", "'self' 'unsafe-eval'", "data: 'self'", "*",
    ];

    private static readonly string[] Frames =
    [
        "default-src {0}", "script-src {0}; style-src {0}; object-src 'none'", "default-src 'self'; script-src {0}; require-trusted-types-for 'script'",
        "style-src {0}; report-uri /csp; upgrade-insecure-requests",
    ];

    [Fact]
    public async Task FortyPolicies_ReachTheBrowserUnchanged()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1");
        var number = 0;
        foreach (var policy in Frames.SelectMany(frame => Sources.Select(source => string.Format(null, frame, source))))
        {
            foreach (var cacheControl in new[] { "public, max-age=600", "private" })
            {
                var target = $"/csp/{number++}";
                site.Origin.Answer(target, PersonalSite.Page, $"Cache-Control: {cacheControl}\r\n{Header}: {policy}\r\n{Header}: frame-ancestors 'self'\r\n{Header}-Report-Only: default-src 'self'");

                foreach (var page in new[] { await visitor.GetAsync(target), await visitor.GetAsync(target, "Accept-Encoding: gzip\r\n") })
                {
                    Assert.Equal([policy, "frame-ancestors 'self'"], page.HeaderValues(Header));
                    Assert.Equal(["default-src 'self'"], page.HeaderValues($"{Header}-Report-Only"));
                    Assert.Equal(200, page.Status);
                }

                Assert.Equal(["a1"], Visitor.Row(await visitor.GetAsync(target), "Recently viewed"));
            }
        }

        Assert.Equal(80, number);
    }

    [Fact]
    public async Task Nonce_IsUsedOnceAndThePageIsFilledAllTheSame()
    {
        var number = 0;
        site.Origin.On("/nonce", exchange =>
        {
            var nonce = $"n{Interlocked.Increment(ref number)}";
            return exchange.AnswerAsync(
                PersonalSite.Page.Replace("</head>", $"<script nonce={nonce}></script></head>", StringComparison.Ordinal), "text/html; charset=utf-8",
                $"Cache-Control: public, max-age=600\r\n{Header}: script-src 'nonce-{nonce}'");
        });
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("b1");
        var seen = new HashSet<string>();

        for (var i = 0; i < 100; i++)
        {
            var page = await visitor.GetAsync("/nonce");
            var nonce = page.Header(Header)!["script-src 'nonce-".Length..^1];

            Assert.True(seen.Add(nonce), $"The nonce '{nonce}' came twice.");
            Assert.Contains($"<script nonce={nonce}>", page.Text, StringComparison.Ordinal);
            Assert.Equal(["b1"], Visitor.Row(page, "Recently viewed"));
        }
    }

    [Theory]
    [InlineData("/nonce/meta", "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'nonce-{0}'\">")]
    [InlineData("/nonce/escaped", "<META content='script-src &#39;NONCE-{0}&#39;' HTTP-EQUIV=content-security-policy>")]
    public async Task NonceInMeta_IsUsedOnceAndThePageIsFilledAllTheSame(string target, string meta)
    {
        var number = 0;
        site.Origin.On(target, exchange => exchange.AnswerAsync(
            PersonalSite.Page.Replace("</head>", string.Format(null, meta, $"n{Interlocked.Increment(ref number)}x") + "</head>", StringComparison.Ordinal),
            "text/html; charset=utf-8", "Cache-Control: public, max-age=600"));
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("b1");

        for (var i = 1; i <= 5; i++)
        {
            var page = await visitor.GetAsync(target);

            Assert.Contains($"n{i}x", page.Text, StringComparison.Ordinal);
            Assert.Equal(["b1"], Visitor.Row(page, "Recently viewed"));
        }
    }
}
