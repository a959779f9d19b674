using System.Text;
using EdgeGateway.Templates.Selecting;
using Xunit.Abstractions;

namespace EdgeGateway.Templates.Tests.Selecting;

/// <summary>
/// On random tag soup, which no author ever wrote, selectors find what AngleSharp finds. Without select, whose content AngleSharp
/// treats partly by the old rules of the specification and partly by the new ones.
/// </summary>
public sealed class SoupAgreementTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "<div>", "<div class=a>", "</div>", "<p>", "<p class=b>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=x>", "</a>", "<ul>", "</ul>", "<li>",
        "</li>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<caption>", "<tbody>", "<h1>", "</h2>", "<form>", "</form>", "<button>",
        "<span id=i>", "</span>", "<br>", "<img>", "<dl><dt>", "<dd>", "<nobr>", "<font>", "</font>", "text", " ",
        "<script>x</script>", "<!-- c -->", "<body class=z>", "</body>", "<style>x</style>", "<textarea>x</textarea>", "<hr>", "<input>",
    ];

    private static readonly string[] Selectors =
    [
        "div", "p", "b", "i", "a", "li", "td", "tr", "span", "option", "p p", "div > p", "b i", "li + li", "td ~ td", ":first-child:is(* > *)", ":last-child:is(* > *)",
        "p:nth-child(2)", "div:nth-last-of-type(1):is(* > *)", ":empty", "p:not(.b)", "div:has(> p)", "table b", "body > *", "form *", "ul > li > *", "p > b + i",
    ];

    [Fact]
    public void TagSoup_GivesTheElementsThatAngleSharpFinds()
    {
        var random = new Random(20260131);
        var steps = new List<SelectorStep>();
        for (var i = 0; i < Selectors.Length; i++)
        {
            new SelectorReader(Selectors[i], i, steps).Read();
        }

        var program = new SelectorProgram(steps);
        var (same, all, examples) = (0, 0, new List<string>());
        for (var round = 0; round < 3000; round++)
        {
            var text = "<!doctype html>" + string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var html = Encoding.Latin1.GetBytes(text);
            var document = Oracle.Parse(html);
            var found = SelectorAgreementTests.FindAll(html, program, Selectors.Length);
            for (var i = 0; i < Selectors.Length; i++)
            {
                HashSet<int> expected = [.. document.QuerySelectorAll(Selectors[i]).Select(e => Oracle.StartOf(e, html)).Where(s => s >= 0)];
                all++;
                same += expected.SetEquals(found[i]) ? 1 : 0;
                if (!expected.SetEquals(found[i]) && examples.Count < 30)
                {
                    examples.Add($"{text}\n   '{Selectors[i]}' is at {string.Join(' ', expected.Order())}, ours at {string.Join(' ', found[i])}");
                }
            }
        }

        output.WriteLine($"soup: {same} of {all} ({100.0 * same / all:F3} %).\n{string.Join('\n', examples)}");
        Assert.True(same == all, $"Only {same} of {all} agree.\n{string.Join('\n', examples)}");
    }
}
