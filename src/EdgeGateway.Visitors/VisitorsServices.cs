using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Visitors;

/// <summary>Registers what this project offers.</summary>
public static class VisitorsServices
{
    /// <summary>Adds identity, consent, profiles and metrics. An <c>IKeyValueStore</c> comes from the storage project.</summary>
    /// <param name="services">Where to register; what is already there stays.</param>
    /// <param name="keyFolder">Where the keys of cookies and profiles are kept; made on first use.</param>
    /// <param name="consent">The site's consent rules.</param>
    public static IServiceCollection AddVisitors(this IServiceCollection services, string keyFolder, ConsentOptions consent)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<VisitorsMetrics>();
        services.TryAddSingleton(provider => VisitorKeyRing.LoadOrCreate(
            keyFolder, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<VisitorKeyRing>>()));
        services.TryAddSingleton<VisitorCookie>();
        services.TryAddSingleton(_ => new ConsentReader(consent));
        services.TryAddSingleton(_ => ProfileKey.LoadOrCreate(keyFolder));
        services.TryAddSingleton<ProfileStore>();
        return services;
    }
}
