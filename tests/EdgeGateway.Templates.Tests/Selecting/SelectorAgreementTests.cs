using System.Text;
using AngleSharp.Dom;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Selecting;
using EdgeGateway.TestKit;
using Xunit.Abstractions;

namespace EdgeGateway.Templates.Tests.Selecting;

/// <summary>
/// For selectors made from what is on each real page, the element found first is the one AngleSharp finds first.
/// </summary>
public sealed class SelectorAgreementTests(ITestOutputHelper output)
{
    private const int PerPage = 60;

    [DataTheory("pages/readability")]
    [InlineData("readability", 1.0)]
    [InlineData("products", 0.99)]
    [InlineData("difficult", 0.99)]
    public void RealPages_GiveTheElementThatAngleSharpFinds(string folder, double least)
    {
        var same = 0;
        var all = 0;
        var examples = new List<string>();
        foreach (var (name, html) in RealPages.In(folder))
        {
            var document = Oracle.Parse(html);
            var selectors = SelectorsOf(document);
            var found = Find(html, selectors);
            for (var i = 0; i < selectors.Count; i++)
            {
                var expected = document.QuerySelector(selectors[i])!;
                var start = Oracle.StartOf(expected, html);
                if (start < 0)
                {
                    continue;
                }

                all++;
                if (found[i] == start)
                {
                    same++;
                }
                else if (examples.Count < 40)
                {
                    examples.Add($"{name}: '{selectors[i]}' is {expected.LocalName} at {start}, ours is at {found[i]}");
                }
            }
        }

        output.WriteLine($"{folder}: {same} of {all} selectors find the same element ({100.0 * same / all:F3} %).");
        output.WriteLine(string.Join('\n', examples));
        Assert.True(same >= all * least, $"Only {same} of {all} agree.\n{string.Join('\n', examples)}");
    }

    [DataTheory("pages/readability")]
    [InlineData("readability", 1.0)]
    [InlineData("products", 1.0)]
    [InlineData("difficult", 1.0)]
    public void RandomSelectors_FindAllThatAngleSharpFinds(string folder, double least)
    {
        var same = 0;
        var all = 0;
        var hits = 0;
        var examples = new List<string>();
        foreach (var (name, html) in RealPages.In(folder).Where(p => p.Html.Length < 1_000_000))
        {
            var document = Oracle.Parse(html);
            List<string> selectors = [.. new SelectorMaker(document, name.Length + html.Length).Make(150)];
            var found = FindAll(html, selectors);
            for (var i = 0; i < selectors.Count; i++)
            {
                HashSet<int> expected = [.. document.QuerySelectorAll(selectors[i])
                    .Where(e => e.NamespaceUri == "http://www.w3.org/1999/xhtml").Select(e => Oracle.StartOf(e, html)).Where(s => s >= 0)];
                all++;
                hits += expected.Count > 0 ? 1 : 0;
                if (expected.SetEquals(found[i]))
                {
                    same++;
                }
                else if (examples.Count < 40)
                {
                    examples.Add($"{name}: '{selectors[i]}' is at {string.Join(' ', expected.Except(found[i]).Take(3))}, "
                        + $"ours also at {string.Join(' ', found[i].Except(expected).Take(3))} ({expected.Count}, {found[i].Count})");
                }
            }
        }

        output.WriteLine($"{folder}: {same} of {all} random selectors ({hits} find something) find the same elements ({100.0 * same / all:F3} %).");
        output.WriteLine(string.Join('\n', examples));
        Assert.True(hits > all / 10, "Hardly any selector finds something.");
        Assert.True(same >= all * least, $"Only {same} of {all} agree.\n{string.Join('\n', examples)}");
    }

    /// <summary>Every n-th element gives one selector of each kind.</summary>
    private static List<string> SelectorsOf(IDocument document)
    {
        var elements = document.All.Where(e => e.ParentElement is not null).ToList();
        var step = Math.Max(1, elements.Count / (PerPage / 6));
        var selectors = new List<string>();
        for (var i = 0; i < elements.Count && selectors.Count < PerPage; i += step)
        {
            var element = elements[i];
            var type = element.LocalName;
            selectors.Add(type);
            selectors.Add($"{element.ParentElement!.LocalName} > {type}");
            if (element.Id is { Length: > 0 } id)
            {
                selectors.Add($"[id=\"{Quoted(id)}\"]");
            }

            if (FirstClass(element) is { Length: > 0 } word && word.All(c => char.IsAsciiLetterOrDigit(c))
                && char.IsAsciiLetter(word[0]))
            {
                selectors.Add($".{word}");
                selectors.Add($"body {type}.{word}");
                selectors.Add($"[class~={word} i], nothing");
            }

            if (element.ParentElement.ParentElement is { } grand && FirstClass(grand) is { Length: > 0 } above)
            {
                selectors.Add($"[class~=\"{Quoted(above)}\"] > * > {type}");
            }

            if (element.GetAttribute("href") is { Length: > 4 } href)
            {
                selectors.Add($"a[href^=\"{Quoted(href[..4])}\"]");
                selectors.Add($"[href$=\"{Quoted(href[^3..])}\"]");
            }
        }

        // Foreign names differ in case and are not what slots are for; NUL and line breaks cannot be written plainly.
        return [.. selectors.Where(s => s.All(c => c is >= ' ' and < '\x7F')).Distinct()
            .Where(s => document.QuerySelector(s) is { NamespaceUri: "http://www.w3.org/1999/xhtml" })];
    }

    private static string FirstClass(IElement element) => element.ClassList.Length > 0 ? element.ClassList[0]! : string.Empty;

    private static string Quoted(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static int[] Find(byte[] html, List<string> selectors) =>
        [.. FindAll(html, selectors).Select(places => places.Count == 0 ? -1 : places[0])];

    /// <summary>Implied and foreign elements are left out: AngleSharp does not say where all of them stand.</summary>
    private static List<int>[] FindAll(byte[] html, List<string> selectors)
    {
        var steps = new List<SelectorStep>();
        for (var i = 0; i < selectors.Count; i++)
        {
            new SelectorReader(selectors[i], i, steps).Read();
        }

        return FindAll(html, new SelectorProgram(steps), selectors.Count);
    }

    internal static List<int>[] FindAll(byte[] html, SelectorProgram program, int selectors)
    {
        var scan = new PageScan(html, program, Encoding.Latin1);
        var builder = new TreeBuilder(html, scan);
        builder.Run();
        var found = new List<int>[selectors];
        foreach (ref var places in found.AsSpan())
        {
            places = [];
        }

        foreach (var target in scan.Find(builder.Root).Where(t => t.Element is { IsImplied: false, Namespace: Namespace.Html }))
        {
            found[target.SlotIndex].Add(target.Element.Tag.Start);
        }

        return found;
    }
}
