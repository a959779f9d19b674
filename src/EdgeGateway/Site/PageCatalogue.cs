using System.Collections.Frozen;
using System.Runtime.InteropServices;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Site;

/// <summary>
/// Makes items of the pages that pass, for a site that has no catalogue: what a page says of itself in its title and Open
/// Graph elements, filed under a hash of its path. Bounded; each new or changed page publishes a new catalogue.
/// </summary>
internal sealed class PageCatalogue(LiveCatalogue live)
{
    private const int MostPages = 2000;

    private readonly Lock _lock = new();

    /// <summary>Adds or renews a page's item and gives its id; null when the page has no title or there are too many.</summary>
    public string? Add(string path, PageFacts facts)
    {
        var title = new[] { facts.OgTitle, facts.Title, facts.Heading }.FirstOrDefault(text => text.Length > 0);
        if (title is null)
        {
            return null;
        }

        var id = $"page-{HashOf(path):x16}";
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = title, ["url"] = path, ["image"] = facts.OgImage };
        var version = HashOf(string.Join('\n', fields.Values));
        lock (_lock)
        {
            return live.Current.Find(id)?.Version == version || TryPublish(id, version, fields) ? id : null;
        }
    }

    private bool TryPublish(string id, ulong version, Dictionary<string, string> fields)
    {
        var items = live.Current.Items.ToArray().ToList();
        var at = items.FindIndex(item => item.Id == id);
        if (at < 0 && items.Count >= MostPages)
        {
            return false;
        }

        at = at < 0 ? items.Count : at;
        var page = new CatalogueItem(id, at, version, Available: true, Category: "", fields.ToFrozenDictionary(StringComparer.Ordinal));
        if (at == items.Count)
        {
            items.Add(page);
        }
        else
        {
            items[at] = page;
        }

        live.Replace(new ItemCatalogue(items));
        return true;
    }

    private static ulong HashOf(string text) => Hash64.Compute(MemoryMarshal.AsBytes(text.AsSpan()));
}
