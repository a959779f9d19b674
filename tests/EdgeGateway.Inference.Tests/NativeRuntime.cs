namespace EdgeGateway.Inference.Tests;

/// <summary>The native library, loaded once for all tests.</summary>
internal static class NativeRuntime
{
    public static readonly OnnxRuntime? Instance = OnnxRuntime.TryLoad(null, out Report);

    public static readonly string Report;

    public static OnnxRuntime Required => Instance ?? throw new InvalidOperationException(Report);
}
