using System.Text.Json;
using EdgeGateway.Inference.Sessions;

namespace EdgeGateway.Inference.Models;

/// <summary>Reads and checks a manifest; every refusal says what, where and what is accepted.</summary>
internal static class ManifestReader
{
    private const int MaxItems = 5_000_000;

    public static ModelManifest Read(byte[] utf8)
    {
        CheckSchemaVersion(utf8);
        var manifest = ModelJson.Read<ModelManifest>(utf8, ModelManifest.FileName);
        CheckTensors(manifest.Inputs, "inputs");
        CheckTensors(manifest.Outputs, "outputs");
        CheckFiles(manifest);
        CheckFeatures(manifest.Features);
        if (manifest.ItemCount is < 1 or > MaxItems)
        {
            throw Refused("itemCount", manifest.ItemCount, $"1 to {MaxItems}");
        }

        return manifest;
    }

    /// <summary>First and alone: another version may have members that this build does not know.</summary>
    private static void CheckSchemaVersion(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("schemaVersion", out var version))
            {
                throw new ModelRefusedException($"'{ModelManifest.FileName}' has no 'schemaVersion'.");
            }

            if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number)
                || number != ModelManifest.CurrentSchemaVersion)
            {
                throw Refused("schemaVersion", version.ToString(), ModelManifest.CurrentSchemaVersion);
            }
        }
        catch (JsonException e)
        {
            throw new ModelRefusedException(
                $"'{ModelManifest.FileName}' is not JSON, line {e.LineNumber + 1}: "
                + $"{e.Message.Split(" LineNumber")[0].TrimEnd('.')}.", e);
        }
    }

    private static void CheckTensors(IReadOnlyList<TensorSpec> tensors, string place)
    {
        if (tensors.Count is < 1 or > 64)
        {
            throw Refused(place, tensors.Count, "1 to 64 entries");
        }

        foreach (var tensor in tensors)
        {
            if (tensor.Shape.Count is < 1 or > 8 || tensor.Shape.Any(static dimension => dimension < 1))
            {
                throw Refused($"{place}.{tensor.Name}.shape", string.Join(',', tensor.Shape), "1 to 8 positive dimensions");
            }
        }
    }

    private static void CheckFiles(ModelManifest manifest)
    {
        foreach (var (name, file) in manifest.Files)
        {
            if (!IsPlainName(name) || name == ModelManifest.FileName)
            {
                throw Refused("files", name, "plain file names of the same folder");
            }

            if (file.Sha256.Length != 64 || !file.Sha256.All(char.IsAsciiHexDigitLower))
            {
                throw Refused($"files.{name}.sha256", file.Sha256, "64 lower-case hexadecimal digits");
            }
        }

        foreach (var needed in (string[])[ModelManifest.ModelFileName, ModelManifest.GoldenFileName, manifest.Vocabulary])
        {
            if (!manifest.Files.ContainsKey(needed))
            {
                throw new ModelRefusedException($"'{ModelManifest.FileName}' lists no '{needed}' in 'files'.");
            }
        }
    }

    private static void CheckFeatures(IReadOnlyList<ModelFeature> features)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in features)
        {
            if (!names.Add(feature.Name))
            {
                throw Refused("features", feature.Name, "each name once");
            }

            if (!double.IsFinite(feature.Default))
            {
                throw Refused($"features.{feature.Name}", feature.Default, "a finite number");
            }
        }
    }

    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 128 && name[0] != '.'
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static ModelRefusedException Refused(string place, object value, object accepted) =>
        new(FormattableString.Invariant($"'{ModelManifest.FileName}' has '{value}' in '{place}'; accepted is {accepted}."));
}
