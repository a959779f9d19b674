using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Http;
using EdgeGateway.DemoShop.Pages;

namespace EdgeGateway.DemoShop;

/// <summary>Builds the shop: an ordinary site that knows nothing of what stands in front of it.</summary>
internal static class ShopSite
{
    /// <summary>Everything comes from the shop itself; scripts and styles from files only.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'";

    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // A start that fails is told in one sentence by Program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 64 * 1024);
        var site = builder.Build();

        var catalogue = ShopCatalogue.Create();
        var assets = new ShopAssets();
        var layout = new ShopLayout(catalogue, assets);
        site.Use(AddSafetyHeaders);
        new PageEndpoints(catalogue, layout, assets, BuildTime()).Map(site);
        new CartEndpoints(catalogue, layout).Map(site);
        return site;
    }

    /// <summary>Scheme and host as the visitor's request names them, without a slash at the end.</summary>
    public static string BaseUrlOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static Task AddSafetyHeaders(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        return next(http);
    }

    /// <summary>Pages change when the shop is built anew. Whole seconds, as HTTP dates have no more.</summary>
    private static DateTimeOffset BuildTime()
    {
        var written = File.GetLastWriteTimeUtc(typeof(ShopSite).Assembly.Location);
        return new DateTimeOffset(written.Ticks - (written.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
