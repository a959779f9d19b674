using EdgeGateway.Caching;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EdgeGateway.Site;

/// <summary>
/// The compiled form of a stored page, kept beside it in the cache. It carries the slots it was compiled for, so that after
/// a reload it goes on serving, whole and consistent, until its replacement is ready.
/// </summary>
internal sealed class PageContent(
    PagePlan plan, PageProgram program, SlotModel[] slots, SiteSnapshot site, PageTarget target, StoredHeaders headers, string? item = null)
    : IDerivedContent
{
    private const string AcceptEncoding = "Accept-Encoding";

    // What describes the origin's bytes or lets others keep them must not be said of a visitor's page.
    private static readonly HashSet<string> LeftOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Ranges", "Age", "Cache-Control", "CDN-Cache-Control", "Content-Digest", "Content-Length", "Content-MD5", "Digest",
        "ETag", "Expires", "Last-Modified", "Pragma", "Repr-Digest", "Surrogate-Control", "Surrogate-Key", "Cache-Tag", "Vary", "xkey",
    };

    private readonly KeyValuePair<string, StringValues>[] _headers = Keep(headers);
    private DeflatedPlan? _deflated;
    private Task<DeflatedPlan>? _deflating;
    private int _recompiling;

    public PagePlan Plan => plan;

    public NotStoredReason Refusal => plan.HasNonce ? NotStoredReason.Nonce : NotStoredReason.None;

    /// <summary>What made the plan.</summary>
    public PageProgram Program => program;

    /// <summary>The slots of the plan, by the plan's slot index.</summary>
    public ReadOnlySpan<SlotModel> Slots => slots;

    /// <summary>The configuration it was compiled for.</summary>
    public SiteSnapshot Site => site;

    public PageTarget Target => target;

    /// <summary>True when a slot may take a while to decide: one that can show a row of items.</summary>
    public bool MayBeSlow { get; } = Array.Exists(slots, slot => slot.Choices.ToArray().Any(choice => choice.Experiment is not null || choice.Content.Recommend is not null));

    /// <summary>The item that the page itself is, on a site whose catalogue is its pages; else null.</summary>
    public string? Item => item;

    public long SizeBytes => plan.SizeBytes + (_headers.Length * 32) + 128 + (_deflated?.SizeBytes ?? 0);

    /// <summary>The origin's header fields that are also true of a visitor's page.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> Headers => _headers;

    /// <summary>The page as pieces of a gzip body; null until a client that takes gzip has asked for it.</summary>
    public DeflatedPlan? Deflated => _deflated;

    /// <summary>
    /// Deflates the page, once however many ask, and puts a page that carries the result into this one's place beside the response.
    /// </summary>
    public Task<DeflatedPlan> DeflateAsync(StoredResponse response)
    {
        if (Volatile.Read(ref _deflating) is { } running)
        {
            return running;
        }

        var mine = new Task<DeflatedPlan>(() =>
        {
            var copy = (PageContent)MemberwiseClone();
            copy._deflated = DeflatedPlan.Create(plan);
            response.ReplaceDerived(this, copy);
            return copy._deflated;
        });
        if (Interlocked.CompareExchange(ref _deflating, mine, null) is { } others)
        {
            return others;
        }

        mine.Start(TaskScheduler.Default);
        return mine;
    }

    /// <summary>True for the one caller who is to compile the replacement.</summary>
    public bool TryBeginRecompiling() => Interlocked.Exchange(ref _recompiling, 1) == 0;

    private static KeyValuePair<string, StringValues>[] Keep(StoredHeaders headers) =>
        [.. Enumerable.Range(0, headers.VisibleCount)
            .Where(index => !LeftOut.Contains(headers.NameAt(index)))
            .Select(index => KeyValuePair.Create(headers.NameAt(index), headers.ValuesAt(index))),
            KeyValuePair.Create(HeaderNames.Vary, WithAcceptEncoding(headers[HeaderNames.Vary]))];

    // We choose the coding, whatever else the origin varies by.
    internal static StringValues WithAcceptEncoding(StringValues vary)
    {
        var names = vary.ToString();
        return names.Contains(AcceptEncoding, StringComparison.OrdinalIgnoreCase) || names is "*" ? vary
            : names.Length == 0 ? AcceptEncoding
            : $"{names}, {AcceptEncoding}";
    }
}
