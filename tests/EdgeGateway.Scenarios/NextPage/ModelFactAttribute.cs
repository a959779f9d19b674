using EdgeGateway.Inference;

namespace EdgeGateway.Scenarios.NextPage;

/// <summary>A fact that needs the native ONNX Runtime and skips, saying where it was looked for, when it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelFactAttribute : FactAttribute
{
    private static readonly string? Reason = Find();

    public ModelFactAttribute() => Skip = Reason;

    private static string? Find()
    {
        using var runtime = OnnxRuntime.TryLoad(null, out var report);
        return runtime is null ? report : null;
    }
}
