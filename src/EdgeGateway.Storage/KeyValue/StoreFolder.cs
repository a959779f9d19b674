using System.Globalization;
using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// Names in a store's folder: <c>gN/log.S</c> and <c>gN/blocks</c> for each log, <c>checkpoint-K-gN.json</c> for each
/// checkpoint. The name of a manifest tells its log even when its content is damaged.
/// </summary>
internal sealed class StoreFolder(string directory)
{
    private const string ManifestPrefix = "checkpoint-";
    private const string ManifestSuffix = ".json";

    public string DirectoryOf(long generation) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"g{generation}"));

    public string LogOf(long generation) => Path.Combine(DirectoryOf(generation), "log");

    public string BlockListOf(long generation) => Path.Combine(DirectoryOf(generation), "blocks");

    public string ManifestOf(CheckpointManifest manifest) => Path.Combine(directory, string.Create(
        CultureInfo.InvariantCulture, $"{ManifestPrefix}{manifest.Number:d9}-g{manifest.Generation}{ManifestSuffix}"));

    /// <summary>The manifests by name, newest first.</summary>
    public List<(long Number, long Generation, string Path)> Manifests()
    {
        var found = new List<(long Number, long Generation, string Path)>();
        foreach (var path in Directory.EnumerateFiles(directory, ManifestPrefix + "*" + ManifestSuffix))
        {
            var parts = Path.GetFileName(path)[ManifestPrefix.Length..^ManifestSuffix.Length].Split("-g");
            if (parts is [var number, var generation] && TryNumber(number, out var n) && TryNumber(generation, out var g))
            {
                found.Add((n, g, path));
            }
        }

        found.Sort(static (a, b) => b.Number.CompareTo(a.Number));
        return found;
    }

    /// <summary>The logs that have a folder.</summary>
    public List<long> Generations()
    {
        var found = new List<long>();
        foreach (var path in Directory.EnumerateDirectories(directory, "g*"))
        {
            if (TryNumber(Path.GetFileName(path)[1..], out var generation))
            {
                found.Add(generation);
            }
        }

        return found;
    }

    /// <summary>True when some log here was once part of a checkpoint.</summary>
    public bool HadCheckpoints() => Generations().Any(g => new FileInfo(BlockListOf(g)) is { Exists: true, Length: > 0 });

    /// <summary>Deletes every checkpoint but some, and every log that no checkpoint needs but one.</summary>
    public void Keep(IReadOnlyCollection<CheckpointManifest> kept, long currentGeneration)
    {
        var needed = new HashSet<long> { currentGeneration };
        foreach (var (number, generation, path) in Manifests())
        {
            if (kept.Any(manifest => manifest.Number == number))
            {
                needed.Add(generation);
            }
            else
            {
                DurableFile.TryDelete(path);
            }
        }

        DeleteGenerationsExcept(needed);
    }

    /// <summary>Deletes the logs that no manifest names: left by a start that did not reach its first checkpoint.</summary>
    public void DeleteOrphans() => DeleteGenerationsExcept(Manifests().Select(m => m.Generation).ToHashSet());

    private void DeleteGenerationsExcept(HashSet<long> needed)
    {
        foreach (var generation in Generations().Where(g => !needed.Contains(g)))
        {
            try
            {
                Directory.Delete(DirectoryOf(generation), recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Tried again after the next checkpoint.
            }
        }
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
