using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using EdgeGateway.TestKit;

namespace EdgeGateway.Templates.Tests.Fragments;

/// <summary>No value of any field changes which elements and attributes a fragment has.</summary>
public sealed class HostileValueTests
{
    private const string Card = """
        <li class="card {{kind}}" title='{{name}}'><a href="{{url link}}" data-id="{{id}}"><img src="{{url image}}" alt="{{name}}"></a>
        <h3>{{name}}</h3><p>{{price cost}} {{number stock}}</p><a href="/p/{{urlpart name}}?q={{urlpart kind}}">more</a>
        <textarea>{{name}}</textarea><script type="application/json">{"name": {{json name}} }</script></li>
        """;

    private static readonly string[] Names = ["kind", "name", "link", "image", "cost", "stock"];

    private static readonly string[] Payloads =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>",
        "</textarea><script>x</script>", "</script><script>alert(1)</script>", "<!--", "-->", "--!>", "]]>", "<![CDATA[",
        "{{name}}", "{{{name}}}", "{{/if}}", "{{> card}}", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\tjavascript:alert(1)",
        "java\nscript:alert(1)", "data:text/html,<script>x</script>", "vbscript:x", "&#106;avascript:alert(1)",
        "`onclick=alert(1)`", "x onmouseover=alert(1) y=", "\0", "\u202Eevil\u202C", "\u2028\u2029", "\uD800", "\uDC00x",
        "\uFFFE", "\uFDD0", "&lt;script&gt;", "&quot;><b>", "%22%3E%3Cscript%3E", "\\u003cscript\\u003e", "\\", "\\\"", "${1}",
        "<plaintext>", "<template>", "</li></ul></body></html>", "<base href=//evil>", "<meta http-equiv=refresh content=0>",
        "//evil.example", "..", ".", "1e400", "-0", "NaN", "\u001B$B<script>", "+ADw-script+AD4-", "<a\fhref=x>", "\r\n\r\n",
        "aaa<", "<", "&", "&#", "&#x", "&amp", "=", "'", "\"",
    ];

    private static readonly HtmlParser Parser = new();

    [Fact]
    public void NoPayloadInAnyField_ChangesTheSkeleton()
    {
        using var folder = new TemplateFolder(("row", "<ul>{{cards \"card\"}}</ul>"), ("card", Card));
        var row = folder.Load().Find("row")!;
        var expected = Skeleton(row.RenderCard(TemplateFolder.Item("x", 0, [.. Names.Select(n => (n, "plain"))])));
        Assert.Contains("textarea", expected, StringComparison.Ordinal);

        foreach (var payload in Payloads.Concat(BasicPlane()))
        {
            foreach (var field in Names.Append("all"))
            {
                var fields = Names.Select(n => (n, field == "all" || n == field ? payload : "plain"));
                var html = row.RenderCard(TemplateFolder.Item("x", 0, [.. fields]));

                Assert.True(Ascii.IsValid(html), payload);
                Assert.True(expected == Skeleton(html), $"'{payload}' in {field}: {Encoding.ASCII.GetString(html)}");
            }
        }
    }

    /// <summary>100,000 renders with payloads beside each other and inputs of the tokenizer suite, many of them in one page.</summary>
    [DataFact("html5lib-tokenizer")]
    public void HundredThousandRenders_KeepTheSkeleton()
    {
        using var folder = new TemplateFolder(("row", "<ul>{{cards \"card\"}}</ul>"), ("card", Card));
        var row = folder.Load().Find("row")!;
        var expected = Skeleton(row.RenderCard(TemplateFolder.Item("x", 0, [.. Names.Select(n => (n, "plain"))])));
        var one = expected["<html><head><body><ul>".Length..];
        var renders = 0;
        foreach (var batch in Pairs().Concat(TokenizerInputs()).Chunk(40))
        {
            using var page = new MemoryStream();
            foreach (var payload in batch)
            {
                foreach (var field in Names.Append("all"))
                {
                    page.Write(row.RenderCard(TemplateFolder.Item("x", 0, [.. Names.Select(n => (n, field == "all" || n == field ? payload : "plain"))])));
                    renders++;
                }
            }

            var skeleton = Skeleton(page.ToArray());
            Assert.True("<html><head><body><ul>" + string.Concat(Enumerable.Repeat(one, batch.Length * 7)) == skeleton, string.Join('\n', batch));
        }

        Assert.InRange(renders, 100_000, int.MaxValue);
    }

    private static IEnumerable<string> Pairs() =>
        from left in Payloads from right in Payloads from between in new[] { "", " ", "\n", ">" } select left + between + right;

    /// <summary>What the public suite feeds to tokenizers, escapes undone.</summary>
    private static IEnumerable<string> TokenizerInputs()
    {
        foreach (var file in Directory.EnumerateFiles(TestData.PathOf("html5lib-tokenizer"), "*.test", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var suite = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!suite.RootElement.TryGetProperty("tests", out var tests))
            {
                continue;
            }

            foreach (var test in tests.EnumerateArray())
            {
                yield return test.GetProperty("input").GetString()!;
            }
        }
    }

    /// <summary>Every code unit of the basic plane, 64 at a time.</summary>
    private static IEnumerable<string> BasicPlane() =>
        Enumerable.Range(0, 1024).Select(batch => new string([.. Enumerable.Range(batch * 64, 64).Select(c => (char)c)]));

    /// <summary>Elements and attribute names, and that links are of an allowed kind.</summary>
    private static string Skeleton(byte[] html)
    {
        var document = Parser.ParseDocument($"<ul>{Encoding.ASCII.GetString(html)}</ul>");
        var skeleton = new StringBuilder();
        foreach (var element in document.All)
        {
            skeleton.Append('<').Append(element.LocalName);
            foreach (var attribute in element.Attributes)
            {
                skeleton.Append(' ').Append(attribute.Name);
                if (attribute.Name is "href" or "src" && IsScript(attribute.Value))
                {
                    skeleton.Append('!');
                }
            }

            skeleton.Append('>');
        }

        return skeleton.ToString();
    }

    private static bool IsScript(string url)
    {
        var clean = string.Concat(url.Where(c => c > ' '));
        return clean.Contains("script:", StringComparison.OrdinalIgnoreCase) && !clean.StartsWith("/p/", StringComparison.Ordinal)
            && clean.IndexOf(':', StringComparison.Ordinal) < (
                clean.IndexOfAny(['/', '?', '#', '&']) is var i and >= 0 ? i : int.MaxValue);
    }
}
