using EdgeGateway.Inference;

namespace EdgeGateway.Training.Tests;

/// <summary>A fact that needs the native library and skips, saying how to get it, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeFactAttribute : FactAttribute
{
    public RuntimeFactAttribute()
    {
        using var runtime = OnnxRuntime.TryLoad(null, out var report);
        Skip = runtime is null ? report : null;
    }
}
