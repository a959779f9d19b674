using System.Runtime.InteropServices;

namespace EdgeGateway.Inference.Native;

/// <summary>Where the native library may be: a named path, beside the program, or the repository's artifacts.</summary>
internal static class LibraryLocator
{
    public const string Variable = "EDGE_ONNXRUNTIME";

    private static readonly string[] FileNames = OperatingSystem.IsWindows()
        ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.1.dylib", "libonnxruntime.dylib"]
        : ["libonnxruntime.so.1", "libonnxruntime.so"];

    /// <summary>The full path of the library, or null with the sentence that says what was looked for.</summary>
    public static string? Find(string? path, out string report)
    {
        report = "";
        if (!string.IsNullOrEmpty(path))
        {
            return Named(path, "the configured path", out report);
        }

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
        {
            return Named(variable, $"the environment variable {Variable}", out report);
        }

        var found = In(AppContext.BaseDirectory) ?? InArtifactsAbove(AppContext.BaseDirectory);
        if (found is null)
        {
            report = $"Model scoring is off: '{FileNames[0]}' is neither beside the program nor in artifacts/native/onnxruntime; "
                + $"run src/EdgeGateway.Inference/fetch-onnxruntime.sh or set {Variable} to its path.";
        }

        return found;
    }

    private static string? Named(string path, string source, out string report)
    {
        var full = Path.GetFullPath(path);
        var found = File.Exists(full) ? full : In(full);
        report = found is not null
            ? ""
            : $"Model scoring is off: '{path}' from {source} is neither a file nor a folder with '{FileNames[0]}'.";
        return found;
    }

    private static string? In(string folder)
    {
        foreach (var name in FileNames)
        {
            var candidate = Path.Combine(folder, name);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string? InArtifactsAbove(string start)
    {
        var rid = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var versions = Path.Combine(folder, "artifacts", "native", "onnxruntime");
            if (!Directory.Exists(versions))
            {
                continue;
            }

            var newestFirst = Directory.GetDirectories(versions);
            Array.Sort(newestFirst, static (a, b) => string.CompareOrdinal(b, a));
            foreach (var version in newestFirst)
            {
                if (In(Path.Combine(version, rid)) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
