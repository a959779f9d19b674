using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>The four fragments of the sample page, rendered once.</summary>
internal static class SampleFragments
{
    public static SlotContent[] For(PagePlan plan)
    {
        var folder = Directory.CreateTempSubdirectory("edge-fragments-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "row.hbs"), ShopPage.RowTemplate);
            File.WriteAllText(Path.Combine(folder, "card.hbs"), ShopPage.CardTemplate);
            File.WriteAllText(Path.Combine(folder, "text.hbs"), ShopPage.TextTemplate);
            var library = FragmentLibrary.Load(folder);
            var catalogue = SampleCatalogue.Create(8);
            var contents = new SlotContent[plan.Slots.Length];
            for (var i = 0; i < contents.Length; i++)
            {
                contents[i] = ShopPage.Slots[plan.Slots[i].SlotIndex] == "recs" ? Row(library, catalogue) : Text(library);
            }

            return contents;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SlotContent Text(FragmentLibrary library) =>
        new(library.Find("text")!.GetFrame(new Dictionary<string, string> { ["title"] = "Welcome" }));

    private static SlotContent Row(FragmentLibrary library, IReadOnlyList<Primitives.Catalogue.CatalogueItem> items)
    {
        var fragment = library.Find("row")!;
        return new SlotContent(
            fragment.GetFrame(new Dictionary<string, string> { ["title"] = "For you" }),
            [.. items.Take(6).Select(fragment.GetCard)], 6);
    }
}
