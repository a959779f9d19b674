using System.IO.Compression;
using System.Text;
using AngleSharp.Html.Parser;
using EdgeGateway.TestKit;

namespace EdgeGateway.Scenarios.Pages;

/// <summary>A stored page of a real site, with a selector that finds something in it.</summary>
internal sealed record RealPage(string Name, byte[] Bytes, string? Selector)
{
    // Elements of which a browser shows no child elements.
    private static readonly HashSet<string> Closed =
    [
        "script", "style", "textarea", "select", "option", "optgroup", "noscript", "iframe", "template", "svg", "math", "object", "title",
        "input", "img", "br", "hr", "meta", "link", "base", "area", "embed", "wbr", "source", "track", "col", "param",
    ];

    private static readonly string[] Types = ["h1", "p", "div", "ul", "table"];

    public static IReadOnlyList<RealPage> LoadAll() => [.. new[] { "readability", "products", "difficult" }.SelectMany(Load)];

    private static IEnumerable<RealPage> Load(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(TestData.PathOf($"pages/{folder}"), "*.html.gz").Order(StringComparer.Ordinal))
        {
            using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            gzip.CopyTo(bytes);
            yield return new RealPage($"{folder}/{Path.GetFileName(path)}", bytes.ToArray(), FindSelector(bytes.ToArray()));
        }
    }

    /// <summary>An ordinary element of the page, found by another HTML parser: by its id, else by its type.</summary>
    private static string? FindSelector(byte[] bytes)
    {
        var document = new HtmlParser().ParseDocument(Encoding.Latin1.GetString(bytes));
        var byId = document.QuerySelectorAll("div[id], section[id], article[id], ul[id], p[id], span[id], h1[id]")
            .FirstOrDefault(element => IsPlain(element.Id!) && document.QuerySelector("#" + element.Id) == element && HasOpenParents(element));
        return byId is not null
            ? "#" + byId.Id
            : Array.Find(Types, type => document.QuerySelector(type) is { } first && HasOpenParents(first));
    }

    private static bool IsPlain(string id) =>
        id.Length > 0 && char.IsAsciiLetter(id[0]) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool HasOpenParents(AngleSharp.Dom.IElement element)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (Closed.Contains(parent.LocalName))
            {
                return false;
            }
        }

        return true;
    }
}
