using EdgeGateway.Caching.Collapsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeGateway.Caching;

/// <summary>Registers the page cache.</summary>
public static class PageCacheRegistration
{
    /// <summary>
    /// Adds <see cref="PageCache"/> with its options and metrics. The host adds <see cref="IOriginFetcher"/> and, when there is
    /// content to derive, <see cref="IResponseDeriver"/>.
    /// </summary>
    public static IServiceCollection AddPageCache(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<PageCacheOptions, PageCacheOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CachingMetrics>();
        services.TryAddSingleton(static provider => new PageCache(
            provider.GetRequiredService<IOptions<PageCacheOptions>>().Value,
            provider.GetRequiredService<IOriginFetcher>(),
            provider.GetService<IResponseDeriver>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PageCache>>(),
            provider.GetRequiredService<CachingMetrics>()));
        return services;
    }
}
