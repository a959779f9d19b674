using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Tests.Streaming;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeGateway.Templates.Tests.Compiling;

/// <summary>
/// Whatever the bytes: reading never throws, bytes outside slots never change, fragments can be taken out again.
/// </summary>
public sealed class SoupTests
{
    private static readonly string[] Pieces =
    [
        "<div>", "</div>", "<div id=a class='b c'>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<i>", "</i>",
        "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<tbody>", "<caption>", "</caption>", "<col>", "<colgroup>",
        "<ul>", "<li>", "</ul>", "<dl>", "<dt>", "<dd>", "<select>", "</select>", "<option>", "<optgroup>", "<template>",
        "</template>", "<svg>", "</svg>", "<desc>", "<foreignObject>", "<math>", "<mi>", "</math>",
        "<annotation-xml encoding=text/html>", "<script>", "</script>", "<!--", "-->", "--!>", "<style>", "</style>",
        "<textarea>", "</textarea>", "<title>", "</title>", "<body>", "</body>", "<html>", "</html>", "<head>", "</head>",
        "<form>", "</form>", "<button>", "</button>", "<br>", "</br>", "<img>", "<input type=hidden>", "<h1>", "</h2>", "<nobr>",
        "<frameset>", "<frame>", "</frameset>", "<noscript>", "</noscript>", "<plaintext>", "<![CDATA[", "]]>",
        "<!doctype html>", "<?x", "</", "<", ">", "\"", "'", "=", "/>", " ", "\n", "text", "&amp;", "\0", "ü", "<ruby>", "<rp>",
        "<rt>", "<object>", "</object>", "<marquee>", "<xmp>", "</xmp>", "<custom-x>", "</custom-x>",
    ];

    private static readonly SlotMarkup[] Slots =
    [
        new("1", "body", SlotPosition.Append), new("2", "#a", SlotPosition.Replace), new("3", ".c", SlotPosition.Inner),
        new("4", "div > *", SlotPosition.Before), new("5", "td, li, p", SlotPosition.After),
        new("6", "b b, a", SlotPosition.Prepend),
        new("7", "table *", SlotPosition.Replace), new("8", "body", SlotPosition.Prepend), new("9", "svg *", SlotPosition.After),
        new("10", "div div", SlotPosition.Inner), new("11", "head", SlotPosition.Append),
        new("12", "form, select", SlotPosition.Replace),
    ];

    [Fact]
    public void TagSoup_KeepsItsBytes() =>
        Prop.ForAll(
            Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(),
            static soup => KeepsBytes(Encoding.UTF8.GetBytes(soup)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(120));

    [Fact]
    public void RandomBytes_KeepTheirBytes() =>
        Prop.ForAll(
            Gen.Elements("<>/!-=\"' aApdi&[]?\0\n".Select(c => (byte)c).Append((byte)0xE9).ToArray()).ArrayOf().ToArbitrary(),
            static bytes => KeepsBytes(bytes))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(200));

    [Fact]
    public void TagSoup_PassesInPiecesAsItIs() =>
        Prop.ForAll(
            Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(),
            static soup => PassesInPieces(Encoding.UTF8.GetBytes(soup)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(120));

    private static bool PassesInPieces(byte[] html)
    {
        var random = new Random(html.Length);
        var program = Plans.Program(Slots);
        Assert.Equal(html, Streams.Pass(program, html, () => random.Next(1, 9), new Streams.Nothing()).Output);

        // However it is cut, the same slots are found at the same places.
        var (whole, missing) = Streams.Pass(program, html, () => html.Length);
        var (cut, missingInPieces) = Streams.Pass(program, html, () => random.Next(1, 9));
        Assert.Equal(whole, cut);
        Assert.Equal(missing, missingInPieces);
        return true;
    }

    private static bool KeepsBytes(byte[] html)
    {
        var program = Plans.Program(Slots);
        var plan = program.CreatePlan(html, "text/html; charset=utf-8");
        Assert.Equal(html, Plans.Original(plan));
        Assert.Equal(Slots.Length, plan.Slots.Length + plan.Missing.Count);

        // Only what the outermost slots call their own is gone when every slot is filled with nothing.
        var emptied = Plans.Assemble(plan, [.. Enumerable.Repeat(Plans.Content(string.Empty), plan.Slots.Length)]);
        var removed = 0;
        for (var i = 0; i < plan.Slots.Length; i = plan.Slots[i].NextSlot)
        {
            var slot = plan.Slots[i];
            removed += slot.Origin.Length;
            Assert.True(slot.NextSlot > i && slot.EndSegment >= slot.FirstSegment);
            Assert.True(slot.Origin.Length == 0 || Slots[slot.SlotIndex].Position is SlotPosition.Replace or SlotPosition.Inner);
        }

        return emptied.Length == html.Length - removed && plan.Refusal == PlanRefusal.None | plan.Slots.Length == 0;
    }
}
