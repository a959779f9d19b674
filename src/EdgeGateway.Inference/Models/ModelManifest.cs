using System.Text.Json;
using EdgeGateway.Inference.Sessions;

namespace EdgeGateway.Inference.Models;

/// <summary>
/// What <c>manifest.json</c> of a model version says. Its name and version are those of its folders. Unknown, duplicate and
/// missing members are errors.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>The schema this build reads and writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The file name.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The file name of the graph.</summary>
    public const string ModelFileName = "model.onnx";

    /// <summary>The file name of the golden cases.</summary>
    public const string GoldenFileName = "golden.json";

    /// <summary>Version of this schema.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>What the model is for, such as <c>next-item</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Inputs of the graph, in graph order.</summary>
    public required IReadOnlyList<TensorSpec> Inputs { get; init; }

    /// <summary>Outputs of the graph, in graph order.</summary>
    public required IReadOnlyList<TensorSpec> Outputs { get; init; }

    /// <summary>File with one item id per line, UTF-8; line n is row n of the tables (row 0 is padding).</summary>
    public required string Vocabulary { get; init; }

    /// <summary>Lines of the vocabulary.</summary>
    public required int ItemCount { get; init; }

    /// <summary>Numbers the gateway needs to fill the inputs, with their defaults.</summary>
    public required IReadOnlyList<ModelFeature> Features { get; init; }

    /// <summary>What it was trained from.</summary>
    public required TrainingSummary Training { get; init; }

    /// <summary>Quality on the part held out of the training data, by name such as <c>hr@20</c>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Every other file of the folder by name.</summary>
    public required IReadOnlyDictionary<string, ModelFile> Files { get; init; }

    /// <summary>How manifests and golden files are read and written.</summary>
    public static JsonSerializerOptions JsonOptions { get; } = ModelJson.CreateOptions();
}
