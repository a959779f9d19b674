using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeGateway.Admin;
using EdgeGateway.Api;
using EdgeGateway.Configuration;
using EdgeGateway.Explaining;
using EdgeGateway.Pipeline;
using EdgeGateway.Purging;
using EdgeGateway.Site;
using EdgeGateway.Templates;

namespace EdgeGateway.Hosting;

/// <summary>The two listeners of the process, site and admin, over one runtime. Starting returns when both accept requests.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly WebApplication _admin;
    private readonly GatewayRuntime _runtime;
    private readonly ServiceProvider _telemetry;

    private GatewayServer(WebApplication site, WebApplication admin, GatewayRuntime runtime, ServiceProvider telemetry)
    {
        _site = site;
        _admin = admin;
        _runtime = runtime;
        _telemetry = telemetry;
    }

    public ICollection<string> SiteAddresses => _site.Urls;

    public ICollection<string> AdminAddresses => _admin.Urls;

    /// <exception cref="ConfigException">The configuration does not compile.</exception>
    /// <exception cref="IOException">An address is in use, or the data folder cannot be used.</exception>
    public static async Task<GatewayServer> StartAsync(
        GatewayConfig config, CancellationToken cancellationToken, ExplainSink? explain = null, Action<IServiceCollection>? replace = null)
    {
        var started = Stopwatch.GetTimestamp();
        var time = TimeProvider.System;
        var telemetry = CreateTelemetry(config);
        var templates = new TemplatesMetrics(telemetry.GetRequiredService<IMeterFactory>());
        var snapshot = SiteCompiler.Compile(config, templates);
        var loggers = telemetry.GetRequiredService<ILoggerFactory>();
        var runtime = await GatewayRuntime.OpenAsync(config, time, loggers, telemetry.GetRequiredService<IMeterFactory>());
        var site = BuildSite(config, snapshot, runtime, telemetry, templates, time, explain, replace);
        var admin = AdminListener.Build(config, site.Services, loggers);
        var server = new GatewayServer(site, admin, runtime, telemetry);
        try
        {
            ActivatorUtilities.CreateInstance<WarmUp>(site.Services).Run();
            await admin.StartAsync(cancellationToken);
            await site.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        site.Services.GetRequiredService<Readiness>().Set();
        Log.Ready(loggers.CreateLogger<GatewayServer>(), string.Join(", ", site.Urls), string.Join(", ", admin.Urls),
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return server;
    }

    /// <summary>Completes when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _site.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Stopped first: to what runs in the background, a bare disposal looks like a failure worth an error log.
        await _site.StopAsync();
        await _admin.StopAsync();
        await _site.DisposeAsync();
        await _admin.DisposeAsync();
        await _runtime.DisposeAsync();
        await _telemetry.DisposeAsync();
    }

    private static ServiceProvider CreateTelemetry(GatewayConfig config)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddLogging(logging => logging.AddGatewayConsole(config.Standard));
        return services.BuildServiceProvider();
    }

    private static WebApplication BuildSite(
        GatewayConfig config, SiteSnapshot snapshot, GatewayRuntime runtime, IServiceProvider telemetry, TemplatesMetrics templates,
        TimeProvider time, ExplainSink? explain, Action<IServiceCollection>? replace)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Configuration.AddConfiguration(config.Standard);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(KestrelStrictness.Apply);
        builder.Services.Configure<HostOptions>(GatewayShutdown.Apply);
        builder.Services.AddSingleton(telemetry.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(telemetry.GetRequiredService<IMeterFactory>());
        builder.Services.AddSingleton(templates);
        builder.Services.AddEdgeGateway(config, snapshot, runtime, time);
        if (explain is not null)
        {
            builder.Services.AddSingleton(explain);
        }

        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseMiddleware<RequestGuard>();
        app.UseMiddleware<PurgeMethod>();
        app.UseRouting();
        app.MapEdgeApi();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseEdgePipeline();
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        app.Services.GetRequiredService<RouteFinder>().Open(app);
        return app;
    }
}
