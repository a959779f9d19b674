using System.IO.Compression;
using System.Text;

namespace EdgeGateway.TestKit.Pages;

/// <summary>Makes damaged pages: real ones cut, spliced and sprinkled with markup, or nothing but markup. One seed, one sequence.</summary>
public sealed class PageMutator(Random random)
{
    private const int MaxPageBytes = 300_000;

    private static readonly string[] Words =
    [
        "<div id=i class='a b'>", "</div>", "<p>", "</p>", "<p class=a", "<b>", "</b>", "<a href=x>", "</a>", "<i>", "</i>", "<table>", "</table>",
        "<tr>", "<td>", "</td>", "<caption>", "<tbody>", "<select>", "</select>", "<option>", "<svg>", "</svg>", "<![CDATA[", "]]>", "<math><mi>",
        "<desc>", "<foreignObject>", "<template>", "</template>", "<script>", "</script>", "<!--", "-->", "--!>", "<!--edge:slot m-->",
        "<!--/edge:slot-->", "<div data-edge-slot=m>", "<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea>", "<noscript>",
        "</noscript>", "<iframe>", "</iframe>", "<plaintext>", "<frameset>", "<frame>", "<html lang=x>", "<head>", "</head>", "<body class=z>",
        "</body>", "</html>", "<!doctype html>", "<li>", "<ul>", "</ul>", "<dd>", "<form>", "</form>", "<input type=hidden>", "<br/>", "<h1>", "</h2>",
        "<button>", "<nobr>", "<font color=x>", "<ruby><rt>", "<h2>Related</h2>", "Related", " ", "\n", "\r\n", "x", "&amp;", "&#x3c;", "<", ">", "\"",
        "'", "=", "/", "\0", "\u00e9", "\u6771", "<meta charset=gbk>", "<meta charset=utf-8>", "<x-y z", "</", "<!", "<?xml?>", "<a b=c", "'>", "\">",
    ];

    /// <summary>Beginnings of tokens that may become very long.</summary>
    private static readonly string[] Openings =
    [
        "<a href=\"", "<td class='", "<p title=", "<p ", "<img src=\"data:image/png;base64,", "<!--", "<!-- --", "<!doctype ", "<?", "</", "</p ",
        "<script>", "<script><!--", "<script><!--<script>", "<style>", "<textarea>", "<title>", "<svg><![CDATA[", "<plaintext>", "<x-", "<noscript>", "",
    ];

    private static readonly string[] Fillings = ["x", "-", " ", "a=b ", "<!-", "</", "'", "--!", "]]", "<p>", "<script "];

    private readonly byte[][] _words = [.. Words.Select(Encoding.UTF8.GetBytes), [0x81], [0xFF], [0x1B, 0x24]];
    private readonly byte[][] _pages = ReadPages();

    /// <summary>The next page.</summary>
    public byte[] Next() => _pages.Length == 0 || random.Next(2) == 0 ? Soup() : Damaged();

    private byte[] Soup()
    {
        var html = new MemoryStream();
        for (var i = random.Next(1, 200); i > 0; i--)
        {
            html.Write(Word());
        }

        return html.ToArray();
    }

    private byte[] Damaged()
    {
        var html = new List<byte>(Page());
        if (random.Next(4) == 0)
        {
            html.RemoveRange(0, random.Next(html.Count));
        }

        for (var i = random.Next(1, 16); i > 0 && html.Count > 1; i--)
        {
            var at = random.Next(html.Count);
            var length = random.Next(Math.Min(html.Count - at, 1 << random.Next(12)));
            switch (random.Next(7))
            {
                case 0:
                    html.RemoveRange(at, length);
                    break;
                case 1:
                    html.InsertRange(random.Next(html.Count), html.GetRange(at, length));
                    break;
                case 2:
                    html[at] = (byte)random.Next(256);
                    break;
                case 3:
                    html.RemoveRange(at, random.Next(8) == 0 ? html.Count - at : 0);
                    break;
                case 4:
                    var other = Page();
                    html.InsertRange(at, other.AsSpan(random.Next(other.Length / 2), random.Next(other.Length / 2)).ToArray());
                    break;
                default:
                    html.InsertRange(at, Word());
                    break;
            }
        }

        return [.. html];
    }

    private byte[] Word() => random.Next(100) > 0 ? _words[random.Next(_words.Length)] : Long();

    /// <summary>Something as long as what a passing page holds, a bit less or a lot more.</summary>
    private byte[] Long()
    {
        var filling = Fillings[random.Next(Fillings.Length)];
        var length = random.Next(2) == 0 ? random.Next(24_500, 24_600) : random.Next(8_000, 70_000);
        var text = string.Concat(Openings[random.Next(Openings.Length)], string.Concat(Enumerable.Repeat(filling, length / filling.Length)));
        return [.. Encoding.UTF8.GetBytes(text), .. _words[random.Next(_words.Length)]];
    }

    private byte[] Page() => _pages[random.Next(_pages.Length)];

    private static byte[][] ReadPages() => [.. new[] { "readability", "products", "difficult" }
        .Select(static folder => new DirectoryInfo(TestData.PathOf($"pages/{folder}")))
        .Where(static folder => folder.Exists)
        .SelectMany(static folder => folder.GetFiles("*.html.gz").OrderBy(static file => file.Name, StringComparer.Ordinal))
        .Select(Read)
        .Where(static html => html.Length is > 2 and < MaxPageBytes)];

    private static byte[] Read(FileInfo file)
    {
        using var packed = new GZipStream(file.OpenRead(), CompressionMode.Decompress);
        var html = new MemoryStream();
        packed.CopyTo(html);
        return html.ToArray();
    }
}
