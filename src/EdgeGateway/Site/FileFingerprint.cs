using EdgeGateway.Configuration;

namespace EdgeGateway.Site;

/// <summary>
/// Names, sizes and times of every file that a configuration depends on. Compared a few times a second instead of watched: file
/// watchers miss replaced mounts and network folders, and a stat costs microseconds.
/// </summary>
internal static class FileFingerprint
{
    public static int Compute(GatewayConfig config)
    {
        var hash = new HashCode();
        Add(ref hash, config.File);
        AddFolder(ref hash, config.FragmentsFolder, "*.hbs");
        if (config.Cache.PurgeKeyFile is { } key)
        {
            Add(ref hash, key);
        }

        return hash.ToHashCode();
    }

    public static int ComputeCatalogue(GatewayConfig config)
    {
        var hash = new HashCode();
        if (config.Recommendations.CatalogueFile is { } file)
        {
            Add(ref hash, file);
        }

        return hash.ToHashCode();
    }

    public static int ComputeModels(GatewayConfig config)
    {
        var hash = new HashCode();
        AddFolder(ref hash, config.Recommendations.ModelsFolder, "manifest.json");
        return hash.ToHashCode();
    }

    private static void AddFolder(ref HashCode hash, string? folder, string pattern)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.GetFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Add(ref hash, file);
        }
    }

    private static void Add(ref HashCode hash, string path)
    {
        var file = new FileInfo(path);
        hash.Add(path, StringComparer.Ordinal);
        hash.Add(file.Exists ? file.Length : -1);
        hash.Add(file.Exists ? file.LastWriteTimeUtc : default);
    }
}
