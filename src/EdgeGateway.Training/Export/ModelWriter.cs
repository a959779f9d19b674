using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeGateway.Inference.Models;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Training.Evaluation;
using EdgeGateway.Training.ItemToItem;

namespace EdgeGateway.Training.Export;

/// <summary>
/// Writes <c>models/NAME/VERSION</c>. The files are made in a hidden folder beside it and appear by one rename, so a gateway that
/// watches never sees half a model. Versions are whole numbers, each one above the highest there is.
/// </summary>
internal static class ModelWriter
{
    private const string VocabularyFile = "items.txt";

    /// <summary>Thousands of numbers: one line each would help nobody.</summary>
    private static readonly JsonSerializerOptions Compact = new(ModelManifest.JsonOptions) { WriteIndented = false };

    /// <summary>Writes the files, lets <paramref name="verify"/> look at them, and publishes them; returns the folder.</summary>
    public static string Write(TrainedModel model, string modelFolder, Action<string> verify)
    {
        var folder = Path.GetFullPath(modelFolder);
        Directory.CreateDirectory(folder);
        var version = NextVersion(folder);
        var draft = Path.Combine(folder, $".draft-{version}-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(draft);
            WriteFiles(model, draft);
            verify(draft);
            var target = Path.Combine(folder, version);
            Directory.Move(draft, target);
            return target;
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    private static void WriteFiles(TrainedModel model, string folder)
    {
        var graph = NextItemGraph.Create(model.Table);
        var files = new SortedDictionary<string, ModelFile>(StringComparer.Ordinal);
        Put(files, folder, ModelManifest.ModelFileName, graph.Bytes);
        Put(files, folder, ModelManifest.GoldenFileName, JsonSerializer.SerializeToUtf8Bytes(model.Golden, Compact));
        Put(files, folder, MarkovBaseline.FileName, model.Baseline.ToBytes());
        Put(files, folder, VocabularyFile, Encoding.UTF8.GetBytes(string.Join('\n', model.Items) + "\n"));
        var manifest = new ModelManifest
        {
            SchemaVersion = ModelManifest.CurrentSchemaVersion,
            Task = "next-item",
            Inputs = graph.Inputs,
            Outputs = graph.Outputs,
            Vocabulary = VocabularyFile,
            ItemCount = model.Items.Count,
            Features = FeaturesOf(model.Settings),
            Training = model.Summary,
            Metrics = model.Metrics,
            Files = files,
        };
        File.WriteAllBytes(
            Path.Combine(folder, ModelManifest.FileName),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ModelManifest.JsonOptions));
    }

    /// <summary>The table counts every event type alike, so the history does too.</summary>
    private static ModelFeature[] FeaturesOf(TableSettings settings) =>
    [
        new("history.decay", settings.Decay),
        .. new[] { EventType.View, EventType.Click, EventType.Cart, EventType.Purchase }
            .Select(static type => new ModelFeature($"weight.{type.ToText()}", 1)),
    ];

    private static void Put(SortedDictionary<string, ModelFile> files, string folder, string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(folder, name), content);
        files.Add(name, new ModelFile(content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
    }

    private static string NextVersion(string folder)
    {
        var highest = 0L;
        foreach (var path in Directory.GetDirectories(folder))
        {
            var digits = Path.GetFileName(path).TakeWhile(char.IsAsciiDigit).ToArray();
            highest = long.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? Math.Max(highest, number) : highest;
        }

        return (highest + 1).ToString(CultureInfo.InvariantCulture);
    }
}
