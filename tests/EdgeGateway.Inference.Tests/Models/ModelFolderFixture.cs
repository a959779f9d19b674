using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Inference.Models;
using EdgeGateway.Inference.Sessions;

namespace EdgeGateway.Inference.Tests.Models;

/// <summary>A models folder in a temporary place with valid versions that tests then damage.</summary>
internal sealed class ModelFolderFixture : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("edge-models-").FullName;

    public string PathOf(string name, string version) => Path.Combine(Root, name, version);

    /// <summary>Writes a valid version and returns its folder.</summary>
    public string Write(
        string name = "next-item", string version = "1", TinyGraph? graph = null, Func<GoldenFile, GoldenFile>? golden = null)
    {
        var folder = Directory.CreateDirectory(PathOf(name, version)).FullName;
        File.WriteAllBytes(Path.Combine(folder, ModelManifest.ModelFileName), (graph ?? new TinyGraph()).ToArray());
        File.WriteAllText(Path.Combine(folder, "items.txt"), "a\nb\nc\nd\né\nf\n");
        var cases = Golden();
        WriteJson(folder, ModelManifest.GoldenFileName, golden is null ? cases : golden(cases));
        WriteJson(folder, ModelManifest.FileName, Manifest(folder));
        return folder;
    }

    /// <summary>Changes the manifest as JSON and writes it back.</summary>
    public static void EditManifest(string folder, Action<JsonObject> edit)
    {
        var path = Path.Combine(folder, ModelManifest.FileName);
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        edit(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    /// <summary>Replaces a file and makes the manifest agree with it, as an attacker would.</summary>
    public static void Replace(string folder, string file, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(folder, file), content);
        var described = JsonSerializer.SerializeToNode(Describe(folder, file), ModelManifest.JsonOptions);
        EditManifest(folder, json => json["files"]![file] = described);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>History a: b scores 0.6, c 0.4, then by popularity a, d, e.</summary>
    private static GoldenFile Golden() => new(1, 1e-4, [new GoldenCase(
        new Dictionary<string, IReadOnlyList<double>>
        {
            ["hist_items"] = [1, 0, 0, 0],
            ["hist_w"] = [1, 0, 0, 0],
            ["exclude"] = [0, 0, 0],
        },
        new Dictionary<string, IReadOnlyList<double>> { ["items"] = [2, 3, 1, 4, 5], ["scores"] = [0.6, 0.4, 0, 0, 0] })]);

    private static ModelManifest Manifest(string folder) => new()
    {
        SchemaVersion = 1,
        Task = "next-item",
        Inputs =
        [
            new TensorSpec("hist_items", TensorElementType.Integer64, [1, TinyGraph.History]),
            new TensorSpec("hist_w", TensorElementType.Real32, [1, TinyGraph.History]),
            new TensorSpec("exclude", TensorElementType.Integer64, [TinyGraph.Exclude]),
        ],
        Outputs =
        [
            new TensorSpec("items", TensorElementType.Integer64, [TinyGraph.Results]),
            new TensorSpec("scores", TensorElementType.Real32, [TinyGraph.Results]),
        ],
        Vocabulary = "items.txt",
        ItemCount = TinyGraph.Items,
        Features = [new ModelFeature("history.decay", 0.5), new ModelFeature("weight.cart", 2)],
        Training = new TrainingSummary
        {
            Source = "tiny.csv",
            Events = 12,
            Sessions = 3,
            From = DateTimeOffset.UnixEpoch,
            To = DateTimeOffset.UnixEpoch,
            Seed = 1,
            Settings = new Dictionary<string, double>(),
        },
        Metrics = new Dictionary<string, double>(),
        Files = new Dictionary<string, ModelFile>
        {
            [ModelManifest.ModelFileName] = Describe(folder, ModelManifest.ModelFileName),
            [ModelManifest.GoldenFileName] = Describe(folder, ModelManifest.GoldenFileName),
            ["items.txt"] = Describe(folder, "items.txt"),
        },
    };

    private static ModelFile Describe(string folder, string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, file));
        return new ModelFile(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static void WriteJson<T>(string folder, string file, T value) =>
        File.WriteAllText(Path.Combine(folder, file), JsonSerializer.Serialize(value, ModelManifest.JsonOptions));
}
