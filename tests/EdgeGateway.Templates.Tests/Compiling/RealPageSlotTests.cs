using System.Text;
using AngleSharp.Dom;
using EdgeGateway.Templates.Slots;
using EdgeGateway.TestKit;
using Xunit.Abstractions;

namespace EdgeGateway.Templates.Tests.Compiling;

/// <summary>
/// On every real page, a fragment in a slot on an element that exists becomes that element's child, and comes out again.
/// </summary>
public sealed class RealPageSlotTests(ITestOutputHelper output)
{
    private const string Mark = "<edge-mark></edge-mark>";

    [DataFact("pages/readability")]
    public void FragmentInAnExistingElement_IsItsLastChildAndRemovable()
    {
        var pages = 0;
        foreach (var (name, html) in RealPages.Folders.SelectMany(RealPages.In))
        {
            var selector = ChooseSelector(Oracle.Parse(html));
            var program = Plans.Program(new SlotMarkup("s", selector, SlotPosition.Append));
            var plan = program.CreatePlan(html, Plans.Html);

            Assert.True(plan.Slots.Length == 1, $"{name}: {selector} {string.Join(' ', plan.Missing.Select(m => m.Message))}");
            var page = Plans.Assemble(plan, [Plans.Content(Mark)]);
            var mark = Oracle.Parse(page).QuerySelector("edge-mark")!;
            Assert.True(mark.ParentElement!.Matches(selector),
                $"{name}: '{selector}' got its mark in {mark.ParentElement.LocalName}");
            Assert.True(IsLast(mark), $"{name}: '{selector}' has content after its mark");
            var at = page.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Mark));
            Assert.True(page[..at].Concat(page[(at + Mark.Length)..]).SequenceEqual(html), name);
            pages++;
        }

        output.WriteLine($"{pages} pages.");
        Assert.Equal(158, pages);
    }

    /// <summary>A block with an id that is plain to write, else any element of the body.</summary>
    private static string ChooseSelector(IDocument document)
    {
        var element = document.Body!.QuerySelectorAll("div[id], section[id], main[id], article[id]")
            .FirstOrDefault(e => e.Id!.Length > 0 && char.IsAsciiLetter(e.Id[0]) && e.Id.All(char.IsAsciiLetterOrDigit));
        return element is not null
            ? $"{element.LocalName}#{element.Id}"
            : document.Body.QuerySelector("div, p, article, section")?.LocalName ?? "body";
    }

    private static bool IsLast(IElement mark)
    {
        for (var next = mark.NextSibling; next is not null; next = next.NextSibling)
        {
            if (next is IElement || (next is IText text && !string.IsNullOrWhiteSpace(text.Data)))
            {
                return false;
            }
        }

        return true;
    }
}
