using System.IO.Compression;
using EdgeGateway.TestKit;

namespace EdgeGateway.Templates.Tests;

/// <summary>The real pages of the data folder, as their exact bytes.</summary>
internal static class RealPages
{
    public static readonly string[] Folders = ["readability", "products", "difficult"];

    public static IEnumerable<(string Name, byte[] Html)> In(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(TestData.PathOf($"pages/{folder}"), "*.html.gz")
            .Order(StringComparer.Ordinal))
        {
            using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var memory = new MemoryStream();
            unzipped.CopyTo(memory);
            yield return (Path.GetFileName(path), memory.ToArray());
        }
    }
}
