using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Framing;

/// <summary>A site with TLS and a certificate of its own making.</summary>
public sealed class TlsSite : TestSite
{
    public string Thumbprint { get; private set; } = "";

    protected override Task PrepareAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=site.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        Thumbprint = certificate.GetCertHashString();
        File.WriteAllBytes(Folder.PathOf("site.pfx"), certificate.Export(X509ContentType.Pfx, "test"));
        Folder.WriteConfig(SiteConfig.Of(Origin.Address).Replace(
            "\"Url\": \"http://127.0.0.1:{port}\"",
            "\"Url\": \"https://127.0.0.1:{port}\", \"Certificate\": { \"Path\": \"{folder}/site.pfx\", \"Password\": \"test\" }", StringComparison.Ordinal));
        return Task.CompletedTask;
    }
}

public sealed class TlsTests(TlsSite site) : IClassFixture<TlsSite>
{
    /// <summary>They are written beside Kestrel's own output: through TLS, not past it.</summary>
    [Fact]
    public async Task EarlyHints_GoThroughTls()
    {
        site.Origin.On("/hints", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
            await exchange.AnswerAsync("page", headers: "Cache-Control: no-store");
        });
        using var client = await RawClient.ConnectTlsAsync(site.Gateway.Site, site.Thumbprint);

        for (var round = 0; round < 3; round++)
        {
            var answer = await client.RequestAsync("GET", "/hints");

            Assert.Equal((200, "page"), (answer.Status, answer.Text));
            Assert.Equal("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", answer.Interim);
        }
    }

    [Fact]
    public async Task RequestWithTwoReadings_IsRefusedThroughTls()
    {
        using var client = await RawClient.ConnectTlsAsync(site.Gateway.Site, site.Thumbprint);

        await client.WriteAsync("GET /a HTTP/1.1\r\nHost: a.test\r\nX-A: a\u0001b\r\n\r\n"u8.ToArray());

        Assert.Equal(400, (await client.ReadAsync()).Status);
        Assert.Empty(await client.ReadToEndAsync());
    }
}
