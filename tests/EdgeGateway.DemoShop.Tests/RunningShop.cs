using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;

namespace EdgeGateway.DemoShop.Tests;

/// <summary>The real shop on a real socket, shared by the tests of a class.</summary>
public sealed class RunningShop : IAsyncLifetime
{
    private WebApplication? _site;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Keeps no cookies and follows no redirects.</summary>
    public HttpClient Client { get; private set; } = new();

    public async Task InitializeAsync()
    {
        _site = ShopSite.Create(["--urls", "http://127.0.0.1:0"]);
        await _site.StartAsync();
        Address = new Uri(_site.Urls.First());
        Client = NewClient(useCookies: false);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _site!.DisposeAsync();
    }

    /// <summary>A browser of its own, with or without a cookie jar; it follows no redirects.</summary>
    public HttpClient NewClient(bool useCookies) => new(new SocketsHttpHandler
    {
        UseCookies = useCookies,
        CookieContainer = new CookieContainer(),
        AllowAutoRedirect = false,
        UseProxy = false,
    })
    {
        BaseAddress = Address,
    };

    public async Task<IHtmlDocument> GetDocumentAsync(string path) => Parse(await Client.GetStringAsync(path));

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
