namespace EdgeGateway.Inference.Tests;

/// <summary>A fact that needs the native library and skips, saying how to get it, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeFactAttribute : FactAttribute
{
    public RuntimeFactAttribute() => Skip = NativeRuntime.Instance is null ? NativeRuntime.Report : null;
}
