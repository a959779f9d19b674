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
    /// Query parameters removed from the key and from the forwarded target: a name as it stands in the query (nothing is
    /// decoded), or a prefix with a closing <c>*</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> QueryIgnore { get; init; } = [];

    /// <summary>Extra parts of the key: <c>device</c> or <c>header:Name</c>. Default none.</summary>
    public IReadOnlyList<string> VaryBy { get; init; } = [];

    /// <summary>Surrogate keys put on every entry, beside those of the response. Default none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Cookies that do not change the page: a name, a prefix with a closing <c>*</c>, or <c>*</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> IgnoreCookies { get; init; } = [];

    /// <summary>
    /// Whether a request with Authorization may fill, sending it on; what comes back is shared only where RFC 9111
    /// section 3.5 allows. Default false: such requests reuse, and otherwise pass.
    /// </summary>
    public bool FillWithAuthorization { get; init; }

    /// <summary>Largest body kept, in bytes. Default 16 MiB.</summary>
    public long MaxObjectBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Whether gzip and brotli forms are made of compressible bodies of 1 kB to 8 MB that are asked for again. Default true.
    /// </summary>
    public bool Compress { get; init; } = true;

    /// <summary>Most variants of one URL kept. Default 16.</summary>
    public int MaxVariants { get; init; } = 16;

    /// <summary>How long an answer that must not be stored lets later requests pass without waiting. Default 10 s.</summary>
    public TimeSpan RememberUncacheable { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Compiled once per policy object; a copy made by <c>with</c> compiles its own.</summary>
    /// <exception cref="ArgumentException">An entry of <see cref="VaryBy"/> is unknown.</exception>
    internal PolicyRules Rules =>
        _rules is { } rules && ReferenceEquals(rules.Policy, this) ? rules : _rules = new PolicyRules(this);
}
