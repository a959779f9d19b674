using EdgeGateway.Api;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Events.Limiting;
using EdgeGateway.Explaining;
using EdgeGateway.Origins;
using EdgeGateway.Origins.Wire;
using EdgeGateway.Pipeline;
using EdgeGateway.Purging;
using EdgeGateway.Site;
using EdgeGateway.Storage.Hybrid;
using EdgeGateway.Visitors;
using EdgeGateway.Visitors.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Hosting;

/// <summary>Registers the gateway's parts, one small group for each room of the house.</summary>
internal static class EdgeGatewayServices
{
    public static IServiceCollection AddEdgeGateway(
        this IServiceCollection services, GatewayConfig config, SiteSnapshot snapshot, GatewayRuntime runtime, TimeProvider time)
    {
        services.TryAddSingleton(time);
        services.AddMetrics();
        return services
            .AddSite(snapshot)
            .AddRuntime(runtime)
            .AddProxy(config)
            .AddPageCache(config)
            .AddDecisions(runtime)
            .AddSteps()
            .AddEndpoints(config);
    }

    private static IServiceCollection AddSite(this IServiceCollection services, SiteSnapshot snapshot)
    {
        services.AddSingleton(new SiteState(snapshot));
        services.AddSingleton<Readiness>();
        services.AddSingleton<SiteReloader>();
        return services.AddHostedService(provider => provider.GetRequiredService<SiteReloader>());
    }

    // Instances the runtime owns and disposes; the container only hands them out.
    private static IServiceCollection AddRuntime(this IServiceCollection services, GatewayRuntime runtime)
    {
        services.AddSingleton(runtime);
        services.AddSingleton(runtime.Keys);
        services.AddSingleton(runtime.Profiles);
        services.AddSingleton(runtime.Events);
        services.AddSingleton(runtime.EventsMetrics);
        services.AddSingleton(runtime.Catalogue);
        services.AddSingleton(runtime.Models);
        services.AddSingleton(runtime.Previews);
        services.AddSingleton<VisitorsMetrics>();
        return services.AddSingleton<VisitorCookie>();
    }

    private static IServiceCollection AddProxy(this IServiceCollection services, GatewayConfig config)
    {
        services.AddReverseProxy().LoadFromMemory(config.Proxy.Routes, config.Proxy.Clusters);
        services.AddSingleton<IForwarderHttpClientFactory, OriginClientFactory>();
        services.AddSingleton<ITransformProvider, ExactTargetTransform>();
        services.AddSingleton<ITransformProvider, VisitorDataTransform>();
        services.AddSingleton<ITransformProvider, OverrideFieldsTransform>();
        services.AddSingleton<ITransformProvider, FramingTransform>();
        services.AddSingleton<ITransformProvider, HopByHopTransform>();
        services.AddSingleton<ITransformProvider, OriginCallTransform>();
        services.AddSingleton<ITransformProvider, ViaTransform>();
        services.AddAffinityKeys(config);
        return services.AddSingleton<OriginGate>();
    }

    // YARP signs and encrypts the cookies of session affinity with data protection. Its keys stay with the other keys, so
    // that a restart does not send everybody to another upstream.
    private static void AddAffinityKeys(this IServiceCollection services, GatewayConfig config)
    {
        var folder = Path.Combine(config.DataFolder, "keys", "affinity");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        services.AddDataProtection().SetApplicationName("EdgeGateway").PersistKeysToFileSystem(new DirectoryInfo(folder));
    }

    private static IServiceCollection AddPageCache(this IServiceCollection services, GatewayConfig config)
    {
        services.AddSingleton(new PageCacheOptions
        {
            MaxBytes = config.Cache.MaxBytes,
            DiskDirectory = Path.Combine(config.DataFolder, "pages"),
            DiskMaxBytes = config.Cache.DiskMaxBytes,
        });
        services.AddSingleton<CachingMetrics>();
        services.AddSingleton<IOriginFetcher, ProxyOriginFetcher>();
        services.AddSingleton<PageCatalogue>();
        services.AddSingleton<PageCompiler>();
        services.AddSingleton<IResponseDeriver>(provider => provider.GetRequiredService<PageCompiler>());
        return services.AddSingleton<PageCache>();
    }

    private static IServiceCollection AddDecisions(this IServiceCollection services, GatewayRuntime runtime)
    {
        services.AddSingleton<HybridCache>(provider => new EdgeHybridCache(new EdgeHybridCacheOptions(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICatalogueSource>(runtime.Catalogue);
        services.AddSingleton<IItemRankings, EventRankings>();
        services.AddSingleton<INextItemModels, ServedModels>();
        services.AddSingleton<DecisionsMetrics>();
        services.AddSingleton<DecisionCache>();
        return services.AddSingleton<SlotDecider>();
    }

    private static IServiceCollection AddSteps(this IServiceCollection services)
    {
        services.AddSingleton<HostMetrics>();
        services.AddSingleton<EdgeRequestPool>();
        services.AddSingleton<SlotRenderer>();
        services.AddSingleton<PageViews>();
        services.AddSingleton<PassingPages>();
        return services.AddSingleton<PageWriter>();
    }

    // A burst below the largest batch would refuse that batch for ever.
    private static IServiceCollection AddEndpoints(this IServiceCollection services, GatewayConfig config)
    {
        services.AddSingleton(provider => new EventRateLimiter(
            new EventRateOptions
            {
                PerVisitor = config.Events.PerVisitor,
                VisitorBurst = Math.Max(config.Events.PerVisitor * 5, config.Events.Limits.MaxEvents),
                PerAddress = config.Events.PerAddress,
                AddressBurst = Math.Max(config.Events.PerAddress * 2, config.Events.Limits.MaxEvents),
            },
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SitePurger>();
        services.AddSingleton<PurgeRefusals>();
        services.AddSingleton<RouteFinder>();
        services.AddSingleton<SiteExplainer>();
        services.AddSingleton<PreviewEndpoint>();
        services.AddSingleton<VisitorErasure>();
        services.AddSingleton<EventsEndpoint>();
        services.AddSingleton<ConsentEndpoint>();
        services.AddSingleton<MeEndpoint>();
        return services.AddSingleton<RecommendationsEndpoint>();
    }
}
