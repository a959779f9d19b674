using System.Diagnostics.CodeAnalysis;

namespace EdgeGateway.Configuration;

/// <summary>Makes the paths of a file absolute: they are relative to the file itself.</summary>
internal sealed class ConfigPaths(string file)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file))!;

    public string Absolute(string path) => Path.GetFullPath(Path.Combine(_folder, path));

    [return: NotNullIfNotNull(nameof(path))]
    public string? Optional(string? path) => path is null ? null : Absolute(path);
}
