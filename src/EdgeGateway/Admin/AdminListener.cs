using System.Diagnostics.Metrics;
using EdgeGateway.Admin.Metrics;
using EdgeGateway.Api;
using EdgeGateway.Configuration;
using EdgeGateway.Explaining;
using EdgeGateway.Hosting;
using EdgeGateway.Purging;
using EdgeGateway.Site;

namespace EdgeGateway.Admin;

/// <summary>
/// The operators' listener: an application of its own on its own address, so that no path of the site can reach it. Takes the
/// site's services by reference and nothing else from it.
/// </summary>
internal static class AdminListener
{
    public static WebApplication Build(GatewayConfig config, IServiceProvider site, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(config.AdminAddress.ToString());
        builder.WebHost.ConfigureKestrel(KestrelStrictness.Apply);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(_ => new PrometheusExporter(site.GetRequiredService<IMeterFactory>()));
        builder.Services.Configure<HostOptions>(GatewayShutdown.Apply);

        var app = builder.Build();
        app.UseMiddleware<AdminGuard>();
        app.UseRouting();
        app.MapHealth(site.GetRequiredService<Readiness>());
        app.MapMetrics(app.Services.GetRequiredService<PrometheusExporter>());
        app.MapStatus(ActivatorUtilities.CreateInstance<StatusReport>(site));
        app.MapPurge(site.GetRequiredService<SitePurger>());
        app.MapExplain(site.GetRequiredService<SiteExplainer>());
        app.MapItems(site.GetRequiredService<GatewayRuntime>().Events);
        app.MapErase(site.GetRequiredService<VisitorErasure>());
        app.MapReload(site.GetRequiredService<SiteReloader>());
        app.MapFallback("{**path}", static context => ApiAnswer.WriteProblemAsync(context, StatusCodes.Status404NotFound,
            $"There is nothing at '{context.Request.Method} {context.Request.Path}'; the console is at '/'."));
        return app;
    }
}
