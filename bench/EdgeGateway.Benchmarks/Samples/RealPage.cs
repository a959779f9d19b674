using System.IO.Compression;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.TestKit;

namespace EdgeGateway.Benchmarks.Samples;

/// <summary>A page to read: the generated shop page, and real product pages where the data is.</summary>
public sealed class RealPage
{
    private const string Folder = "pages/products";

    private readonly string _name;

    private RealPage(string name, byte[] html)
    {
        _name = name;
        Html = html;
    }

    public byte[] Html { get; }

    /// <summary>The shop page, then a small, a middling and a large product page.</summary>
    public static IEnumerable<RealPage> All
    {
        get
        {
            yield return new RealPage("shop", ShopPage.Html);
            var files = Files();
            foreach (var index in files.Length == 0 ? [] : new[] { 0, files.Length / 2, files.Length - 1 })
            {
                yield return Read(files[index]);
            }
        }
    }

    /// <summary>One sentence when the data is absent.</summary>
    public static IEnumerable<string> Missing =>
        Files().Length > 0 ? [] : [$"No real pages in '{TestData.PathOf(Folder)}': plans are compiled from the shop page only."];

    public override string ToString() => $"{_name} {Html.Length / 1000} kB";

    // By compressed size, which orders nearly as the size does.
    private static FileInfo[] Files() => new DirectoryInfo(TestData.PathOf(Folder)) is { Exists: true } folder
        ? [.. folder.GetFiles("*.html.gz")
            .OrderBy(static file => file.Length)
            .ThenBy(static file => file.Name, StringComparer.Ordinal)]
        : [];

    private static RealPage Read(FileInfo file)
    {
        using var packed = new GZipStream(file.OpenRead(), CompressionMode.Decompress);
        var html = new MemoryStream();
        packed.CopyTo(html);
        return new RealPage(file.Name[..4], html.ToArray());
    }
}
