namespace EdgeGateway.Inference.Tests;

/// <summary>A theory that needs the native library and skips, saying how to get it, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeTheoryAttribute : TheoryAttribute
{
    public RuntimeTheoryAttribute() => Skip = NativeRuntime.Instance is null ? NativeRuntime.Report : null;
}
