using EdgeGateway.Inference.Registry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Inference;

/// <summary>Registers the feature.</summary>
public static class InferenceRegistration
{
    /// <summary>Adds <see cref="ModelRegistry"/> and <see cref="InferenceMetrics"/>.</summary>
    public static IServiceCollection AddInference(this IServiceCollection services, ModelRegistryOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<InferenceMetrics>();
        services.TryAddSingleton(provider => new ModelRegistry(
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelRegistry>>(),
            provider.GetRequiredService<InferenceMetrics>()));
        return services;
    }
}
