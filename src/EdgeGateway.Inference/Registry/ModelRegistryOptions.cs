using EdgeGateway.Inference.Models;

namespace EdgeGateway.Inference.Registry;

/// <summary>Where models are and what loads them.</summary>
public sealed class ModelRegistryOptions
{
    /// <summary>Folder with <c>NAME/VERSION</c> folders; default <c>models</c>. A missing folder means no models.</summary>
    public string Directory { get; set; } = "models";

    /// <summary>
    /// The native library or its folder; default null: <c>EDGE_ONNXRUNTIME</c>, beside the program, or the artifacts folder.
    /// </summary>
    public string? LibraryPath { get; set; }

    /// <summary>How long a replaced model is kept for calls that already hold it; default 30 seconds.</summary>
    public TimeSpan RetireAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sizes above which a model is refused.</summary>
    public ModelLimits Limits { get; set; } = ModelLimits.Default;
}
