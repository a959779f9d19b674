using System.Diagnostics.CodeAnalysis;

namespace EdgeGateway.Configuration;

/// <summary>Makes the paths of a file absolute: they are relative to the file itself.</summary>
internal sealed class ConfigPaths(string file)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file))!;

    [return: NotNullIfNotNull(nameof(otherwise))]
    public string? Read(ConfigNode node, string key, string? otherwise = null)
    {
        var path = node.Text(key);
        if (path is not null && (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal)))
        {
            node.Refuse(key, path.Replace('\0', '\uFFFD'), "a path, relative to this file or absolute");
            path = null;
        }

        path ??= otherwise;
        return path is null ? null : Path.GetFullPath(Path.Combine(_folder, path));
    }
}
