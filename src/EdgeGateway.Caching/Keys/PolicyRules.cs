namespace EdgeGateway.Caching.Keys;

/// <summary>The compiled form of a policy: what its lists say, ready for the request path.</summary>
internal sealed class PolicyRules
{
    private const string AcceptLanguage = "accept-language";
    private const string UserAgent = "user-agent";

    private readonly bool _keysLanguage;
    private readonly bool _fixesUserAgent;

    public PolicyRules(CachePolicy policy)
    {
        Policy = policy;
        Parts = [.. policy.VaryBy.Select(entry => Parse(policy, entry)).Distinct().OrderBy(part => part.ToString(), StringComparer.Ordinal)];
        Segments = [.. Parts.Where(part => part.Kind == VaryKind.Segment).Select(part => part.Name)];
        Languages = [.. policy.Languages];
        KeysDevice = Keys(VaryKind.Device);
        _keysLanguage = Keys(VaryKind.Language);
        _fixesUserAgent = policy.Forward == ForwardMode.Keyed && KeysDevice;
        Shape = string.Join(' ', [.. Parts.Select(part => part.ToString()), _fixesUserAgent ? UserAgent : "", policy.SegmentsVersion]).Trim();
        Query = new QueryRules(policy.QueryInclude is { } include ? new NamePatterns(include) : null, new NamePatterns(policy.QueryIgnore), policy.QuerySort);
        Cookies = new CookieRules(new NamePatterns([.. policy.IgnoreCookies, .. NamesOf(VaryKind.Cookie)]));
        Status = new StatusLifetimes(policy.Status);
        if (_keysLanguage && Languages.Length == 0)
        {
            throw new ArgumentException($"The cache policy '{policy.Name}' varies by language and names none; set Languages.");
        }
    }

    public CachePolicy Policy { get; }

    public QueryRules Query { get; }

    public CookieRules Cookies { get; }

    public StatusLifetimes Status { get; }

    /// <summary>What the policy adds to the key, in the order of the key.</summary>
    public VaryPart[] Parts { get; }

    /// <summary>
    /// The parts as text. It is in the key as well: an entry whose parts meant something else is another entry.
    /// </summary>
    public string Shape { get; }

    /// <summary>Segments that are part of the key; <see cref="CacheRequest.SegmentBits"/> has one bit for each, in this order.</summary>
    public string[] Segments { get; }

    public string[] Languages { get; }

    public bool KeysDevice { get; }

    public bool Keys(VaryKind kind) => Array.Exists(Parts, part => part.Kind == kind);

    /// <summary>
    /// Whether a shared fetch sends one fixed value of this field for all who have the same key, so that <c>Vary</c> may name it
    /// without another variant for each spelling.
    /// </summary>
    public bool Normalises(string name) => name switch
    {
        AcceptLanguage => _keysLanguage,
        UserAgent => _fixesUserAgent,
        _ => false,
    };

    /// <summary>The same for the words of a <see cref="Shape"/>.</summary>
    public static bool Normalises(ReadOnlySpan<string> shape, string name) =>
        name switch { AcceptLanguage => shape.Contains("language"), UserAgent => shape.Contains(UserAgent), _ => false };

    private IEnumerable<string> NamesOf(VaryKind kind) => Parts.Where(part => part.Kind == kind).Select(part => part.Name);

    private static VaryPart Parse(CachePolicy policy, string entry) =>
        VaryPart.TryParse(entry, out var part, out var why)
            ? part
            : throw new ArgumentException(
                $"VaryBy '{entry}' of cache policy '{policy.Name}' is not accepted; accepted are {VaryPart.Accepted}. {why}".TrimEnd());
}
