using EdgeGateway.Caching;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Compiling;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Site;

/// <summary>
/// The compiled form of a stored page, kept beside it in the cache. It carries the slots it was compiled for, so that after
/// a reload it goes on serving, whole and consistent, until its replacement is ready.
/// </summary>
internal sealed class PageContent(PagePlan plan, SlotModel[] slots, SiteSnapshot site, PageTarget target, StoredHeaders headers, string? item = null)
    : IDerivedContent
{
    // What describes the origin's bytes or lets others keep them must not be said of a visitor's page.
    private static readonly HashSet<string> LeftOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Ranges", "Age", "Cache-Control", "CDN-Cache-Control", "Content-Digest", "Content-Length", "Content-MD5", "Digest",
        "ETag", "Expires", "Last-Modified", "Pragma", "Repr-Digest", "Surrogate-Control", "Surrogate-Key", "Cache-Tag", "xkey",
    };

    private readonly KeyValuePair<string, StringValues>[] _headers = Keep(headers);
    private int _recompiling;

    public PagePlan Plan => plan;

    /// <summary>The slots of the plan, by the plan's slot index.</summary>
    public ReadOnlySpan<SlotModel> Slots => slots;

    /// <summary>The configuration it was compiled for.</summary>
    public SiteSnapshot Site => site;

    public PageTarget Target => target;

    /// <summary>The item that the page itself is, on a site whose catalogue is its pages; else null.</summary>
    public string? Item => item;

    public long SizeBytes => plan.SizeBytes + (_headers.Length * 32) + 128;

    /// <summary>The origin's header fields that are also true of a visitor's page.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Headers => _headers;

    /// <summary>True for the one caller who is to compile the replacement.</summary>
    public bool TryBeginRecompiling() => Interlocked.Exchange(ref _recompiling, 1) == 0;

    private static KeyValuePair<string, StringValues>[] Keep(StoredHeaders headers) =>
        [.. Enumerable.Range(0, headers.Count)
            .Where(index => !LeftOut.Contains(headers.NameAt(index)))
            .Select(index => KeyValuePair.Create(headers.NameAt(index), headers.ValuesAt(index)))];
}
