using System.Security.Cryptography;

namespace EdgeGateway.Inference.Models;

/// <summary>
/// The files of one model version, read once: sizes and hashes are checked on the very bytes that are used afterwards, before
/// any of them is interpreted.
/// </summary>
internal sealed class ModelFolder
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private ModelFolder(string path, ModelManifest manifest)
    {
        Version = Path.GetFileName(path);
        Name = Path.GetFileName(Path.GetDirectoryName(path)) ?? "";
        Manifest = manifest;
    }

    public string Name { get; }

    public string Version { get; }

    public ModelManifest Manifest { get; }

    public static ModelFolder Read(string path, ModelLimits limits)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var manifest = ManifestReader.Read(ReadFile(path, ModelManifest.FileName, ModelLimits.MaxManifestBytes));
        var folder = new ModelFolder(path, manifest);
        foreach (var (name, expected) in manifest.Files)
        {
            var bytes = ReadFile(path, name, name == ModelManifest.ModelFileName ? limits.MaxModelBytes : limits.MaxOtherBytes);
            Check(name, bytes, expected);
            folder._files.Add(name, bytes);
        }

        return folder;
    }

    /// <summary>The checked bytes of a listed file, which the folder then forgets.</summary>
    public byte[] Take(string name) => _files.Remove(name, out var bytes) ? bytes : [];

    private static void Check(string name, byte[] bytes, ModelFile expected)
    {
        if (bytes.Length != expected.Bytes)
        {
            throw new ModelRefusedException($"'{name}' has {bytes.Length} bytes; the manifest says {expected.Bytes}.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (hash != expected.Sha256)
        {
            throw new ModelRefusedException(
                $"'{name}' has SHA-256 '{hash[..12]}...'; the manifest says '{expected.Sha256[..12]}...'.");
        }
    }

    private static byte[] ReadFile(string folder, string name, long maxBytes)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists)
            {
                throw new ModelRefusedException($"'{name}' is missing in '{folder}'.");
            }

            if (file.LinkTarget is not null || (file.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                throw new ModelRefusedException($"'{name}' is a link; only regular files of the model folder are read.");
            }

            if (file.Length > maxBytes)
            {
                throw new ModelRefusedException($"'{name}' has {file.Length} bytes; at most {maxBytes} are accepted.");
            }

            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException($"'{name}' cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
