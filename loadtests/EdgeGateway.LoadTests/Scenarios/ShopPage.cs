using System.Globalization;
using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>One shop page of about 37 kB with four slots, the same bytes on every run, and what fills the slots.</summary>
internal static class ShopPage
{
    public static readonly string[] Slots = ["hero", "recs", "banner", "cta"];

    private static readonly string[] Words =
        ("organic cotton leather running walking jacket winter summer blue green white black classic light fit returns shipping gift price "
        + "delivery review stars brand sale shoes shirt bag lamp table chair garden kitchen travel sport").Split(' ');

    public static byte[] Html { get; } = Encoding.UTF8.GetBytes(Build());

    /// <summary>A card of about 280 bytes, as a fragment template.</summary>
    public const string CardTemplate =
        """<article class="card" data-edge-item="{{id}}"><a href="{{url url}}"><img src="{{url image}}" alt="{{title}}"></a><h3>{{title}}</h3><p>{{brand}}</p><span class="price">{{price price}}</span></article>""";

    public const string RowTemplate = """<section class="recs"><h2>{{title}}</h2>{{cards "card"}}</section>""";

    public const string TextTemplate =
        """<section class="hero"><h1>{{title}}</h1><p>Free returns, fast delivery and a gift with the first order of this season.</p></section>""";

    public static IEnumerable<string> CatalogueLines(int items) =>
        Enumerable.Range(0, items).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"item":"sku-{{i}}","title":"{{Text(i, 4)}}","brand":"{{Text(i * 7, 1)}}","price":"{{5 + (i % 300)}}.99","url":"/p/{{i}}","image":"/img/{{i}}.jpg","category":"c{{i % 12}}"}"""));

    /// <summary>Sessions with structure: neighbours in the catalogue are often seen together.</summary>
    public static IEnumerable<string> EventLines(int items, int sessions)
    {
        var random = new Random(7);
        yield return "session,item,timestamp";
        for (var session = 0; session < sessions; session++)
        {
            var item = random.Next(items);
            var time = 1_767_225_600 + (session * 60);
            for (var step = random.Next(2, 9); step > 0; step--)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"s{session},sku-{item},{time += 20}");
                item = random.Next(4) == 0 ? random.Next(items) : (item + random.Next(1, 6)) % items;
            }
        }
    }

    /// <summary>What fills the four slots on everybody's page, by slot.</summary>
    public static IEnumerable<(string Slot, string Html)> Fragments()
    {
        var plan = PageProgram.Compile([.. Slots.Select(slot => new SlotMarkup(slot, "#" + slot, SlotPosition.Inner))], [])
            .CreatePlan(Html, "text/html; charset=utf-8");
        var contents = SampleFragments.For(plan);
        for (var i = 0; i < contents.Length; i++)
        {
            yield return (Slots[plan.Slots[i].SlotIndex], Encoding.UTF8.GetString(
                [.. contents[i].Prefix.Span, .. contents[i].Cards.ToArray().SelectMany(card => card.Bytes.ToArray()), .. contents[i].Suffix.Span]));
        }
    }

    /// <summary>The page with an include tag in each slot, and a file for each fragment.</summary>
    public static async Task WriteIncludesAsync(string folder, CancellationToken cancellationToken)
    {
        var ssi = Include(slot => $"<!--# include virtual=\"/include/{slot}.html\" -->");
        await File.WriteAllTextAsync(Path.Combine(folder, "ssi.html"), ssi, cancellationToken);
        var includes = Directory.CreateDirectory(Path.Combine(folder, "include")).FullName;
        foreach (var (slot, html) in Fragments())
        {
            await File.WriteAllTextAsync(Path.Combine(includes, $"{slot}.html"), html, cancellationToken);
        }
    }

    /// <summary>The page with something else inside each slot.</summary>
    public static string Include(Func<string, string?> content)
    {
        var page = Encoding.UTF8.GetString(Html);
        return Slots.Aggregate(page, (text, slot) => text.Replace(Default(slot), content(slot), StringComparison.Ordinal));
    }

    private static string Build()
    {
        var page = new StringBuilder("""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="stylesheet" href="/s.css"></head><body><header>""");
        for (var i = 0; i < 40; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<a href="/c/{i}">{Text(i, 2)}</a>""");
        }

        page.Append("</header>\n").Append(Slot("hero")).Append("<main>");
        for (var i = 0; i < 100; i++)
        {
            page.Append(i == 60 ? Slot("recs") : "").Append(CultureInfo.InvariantCulture,
                $"""<article class="card" data-sku="{i}"><a href="/p/{i}"><img src="/img/{i}.jpg" alt="{Text(i, 3)}"></a><h3>{Text(i, 4)}</h3><p>{Text(i * 3, 18)}</p><span class="price">{5 + (i * 13 % 300)}.99</span></article>{"\n"}""");
        }

        return page.Append(Slot("banner"))
            .Append("</main><footer>")
            .Append(Text(11, 400))
            .Append("</footer>")
            .Append(Slot("cta"))
            .Append("</body></html>")
            .ToString();
    }

    private static string Slot(string id) => $"""<div id="{id}">{Default(id)}</div>""";

    private static string Default(string id) => $"default {id} content";

    private static string Text(int seed, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(i => Words[((seed * 31) + (i * 17) + (seed * i)) % Words.Length]));
}
