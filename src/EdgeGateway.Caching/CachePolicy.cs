using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching;

/// <summary>How the responses of a route are cached. Immutable; the default obeys RFC 9111 and nothing else.</summary>
public sealed record CachePolicy
{
    private PolicyRules? _rules;

    /// <summary>The built-in policy <c>default</c>: the origin decides.</summary>
    public static CachePolicy Default { get; } = new();

    /// <summary>Name in configuration, metrics and <c>explain</c>. Default <c>default</c>.</summary>
    public string Name { get; init; } = "default";

    /// <summary>Who decides. Default <see cref="CacheMode.Origin"/>.</summary>
    public CacheMode Mode { get; init; } = CacheMode.Origin;

    /// <summary>What a shared fetch sends. Default <see cref="ForwardMode.All"/>.</summary>
    public ForwardMode Forward { get; init; } = ForwardMode.All;

    /// <summary>Lifetime of successful responses without explicit freshness. Default null: RFC 9111 heuristics.</summary>
    public TimeSpan? TtlWhenOriginSilent { get; init; }

    /// <summary>Lifetime under <see cref="CacheMode.Override"/>. Default null: as the origin says.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>RFC 5861 window when the response names none. Default null: zero.</summary>
    public TimeSpan? StaleWhileRevalidate { get; init; }

    /// <summary>RFC 5861 window when the response names none. Default null: zero.</summary>
    public TimeSpan? StaleIfError { get; init; }

    /// <summary>
    /// How long after its lifetime a response may stand in for an origin that gives no answer at all (RFC 9111 section 4.2.4), where
    /// neither the response nor <see cref="StaleIfError"/> says how long. Default 1 day.
    /// </summary>
    public TimeSpan StaleIfUnreachable { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Lifetimes by status (<c>404</c>) or class (<c>5xx</c>): as <see cref="TtlWhenOriginSilent"/>, and as <see cref="Ttl"/> under
    /// <see cref="CacheMode.Override"/>. Without one, errors are kept only when the origin says so. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, TimeSpan> Status { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>The only query parameters kept, in the notation of <see cref="QueryIgnore"/>. Default null: all.</summary>
    public IReadOnlyList<string>? QueryInclude { get; init; }

    /// <summary>
    /// Query parameters removed from the key and from the forwarded target: a name as it stands in the query (nothing is
    /// decoded), or a prefix with a closing <c>*</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> QueryIgnore { get; init; } = [];

    /// <summary>Orders query parameters by name, for key and origin alike. Default false.</summary>
    public bool QuerySort { get; init; }

    /// <summary>Extra parts of the key; see <see cref="VaryPart"/>. Default none.</summary>
    public IReadOnlyList<string> VaryBy { get; init; } = [];

    /// <summary>The languages of <c>VaryBy: language</c>; the first is for those who want none of them. Default none.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The field that tells the origin the country of <c>VaryBy: country</c>. Default <c>Edge-Country</c>.</summary>
    public string CountryHeader { get; init; } = "Edge-Country";

    /// <summary>Changes when a keyed segment's rule does, so that entries of the old rule are other entries. Default empty.</summary>
    public string SegmentsVersion { get; init; } = "";

    /// <summary>The segments among <see cref="VaryBy"/>, in the order of <see cref="CacheRequest.SegmentBits"/>.</summary>
    public IReadOnlyList<string> KeyedSegments => Rules.Segments;

    /// <summary>Fields set on every answer of the route, whatever its source; the host does it. Default none.</summary>
    public IReadOnlyDictionary<string, string> SetHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Fields taken from every answer of the route. Default none.</summary>
    public IReadOnlyList<string> RemoveHeaders { get; init; } = [];

    /// <summary>Surrogate keys put on every entry, beside those of the response. Default none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Cookies that do not change the page: a name, a prefix with a closing <c>*</c>, or <c>*</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> IgnoreCookies { get; init; } = [];

    /// <summary>
    /// Whether a request with Authorization may fill under <see cref="ForwardMode.All"/>, sending it on; what comes back is shared
    /// only where RFC 9111 section 3.5 allows. Default true; if false such requests reuse, and otherwise pass.
    /// </summary>
    public bool FillWithAuthorization { get; init; } = true;

    /// <summary>
    /// Whether a request's <c>no-cache</c>, <c>no-store</c>, <c>max-age</c>, <c>min-fresh</c> and <c>max-stale</c> count. Default false:
    /// they are a client's wish (RFC 9111 section 5.2.1), and any visitor could send every request to the origin.
    /// </summary>
    public bool ObeyRequestDirectives { get; init; }

    /// <summary>Largest body kept, in bytes. Default 16 MiB.</summary>
    public long MaxObjectBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Whether gzip and brotli forms are made of compressible bodies of 1 kB to 8 MB that are asked for again. Default true.
    /// </summary>
    public bool Compress { get; init; } = true;

    /// <summary>Smallest body kept, in bytes. Default 0.</summary>
    public long MinObjectBytes { get; init; }

    /// <summary>Whether requests wait for a fetch of the same page that runs. Default true.</summary>
    public bool Collapse { get; init; } = true;

    /// <summary>Most variants of one URL kept. Default 16.</summary>
    public int MaxVariants { get; init; } = 16;

    /// <summary>How long an answer that must not be stored lets later requests pass without waiting. Default 10 s.</summary>
    public TimeSpan RememberUncacheable { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether something of this kind is part of the key.</summary>
    public bool Keys(VaryKind kind) => Rules.Keys(kind);

    /// <summary>Compiled once per policy object; a copy made by <c>with</c> compiles its own.</summary>
    /// <exception cref="ArgumentException">An entry of <see cref="VaryBy"/> or <see cref="Status"/> is not accepted.</exception>
    internal PolicyRules Rules =>
        _rules is { } rules && ReferenceEquals(rules.Policy, this) ? rules : _rules = new PolicyRules(this);
}
