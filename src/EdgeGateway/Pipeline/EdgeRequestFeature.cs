using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Events.Capture;
using EdgeGateway.Origins.Wire;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Pipeline;

/// <summary>
/// What the steps of one request hand on to each other; each step writes only its own part. Pooled: the first step rents it
/// and returns it when the response is complete, so nothing may keep a reference to it.
/// </summary>
internal sealed class EdgeRequestFeature : IInterimSource
{
    private readonly byte[] _profile = new byte[ProfileUpdater.MaxBytes];
    private readonly List<SlotDecision> _decisions = [];
    private readonly List<FragmentBytes[]> _cards = [];
    private SlotContent[] _contents = new SlotContent[8];
    private SlotExposure[] _exposures = new SlotExposure[8];
    private SegmentSet _segments;
    private int _profileLength;
    private int _decisionCount;
    private int _exposureCount;

    /// <summary>The compiled configuration that this request sees from start to end.</summary>
    public SiteSnapshot Site { get; set; } = null!;

    /// <summary>The route of the site, with its policy.</summary>
    public SiteRoute Route { get; set; } = null!;

    /// <summary>The request itself.</summary>
    public HttpContext Http { get; set; } = null!;

    /// <summary>The answer is explained to an operator who holds a valid preview token.</summary>
    public bool IsPreview { get; set; }

    // 1 page cache

    /// <summary>The cache's answer; null when the request goes on to the origin.</summary>
    public CacheAnswer? Answer { get; set; }

    /// <summary>The Cache-Status value of a request that goes on to the origin.</summary>
    public string? ForwardStatus { get; set; }

    /// <summary>Why it goes there uncached.</summary>
    public NotStoredReason ForwardReason { get; set; }

    /// <summary>The compiled page when the answer is HTML with slots, else null.</summary>
    public PageContent? Page { get; set; }

    /// <summary>The page as pieces of a gzip body when the client prefers that, else null.</summary>
    public DeflatedPlan? Deflated { get; set; }

    /// <summary>The slots of a page that may pass without being stored, and the program that finds them; null for none.</summary>
    public (PageProgram Program, SlotModel[] Slots)? Passing { get; set; }

    /// <summary>True when the answer is, or may turn out to be, a page with slots.</summary>
    public bool MayBePage => Page is not null || Passing is not null;

    /// <summary>What the request means by itself, such as a product view.</summary>
    public AutomaticEventMatch Automatic { get; set; }

    /// <summary>True when somebody's data may matter for this request; false for pictures and styles.</summary>
    public bool NeedsVisitor => MayBePage || Automatic.IsMatch;

    // 2 identity

    public VisitorId Visitor { get; set; }

    public IdentityOutcome Identity { get; set; }

    public ConsentState Consent { get; set; }

    public VisitorContext Context { get; set; }

    /// <summary>True when the visitor's cookie is good and due to be issued again.</summary>
    public bool RenewsCookie { get; set; }

    /// <summary>True when the page must hand out an id: consent is there, and a valid cookie is not or is due for renewal.</summary>
    public bool NeedsCookie => !Visitor.IsNone && (Identity != IdentityOutcome.Known || RenewsCookie);

    /// <summary>True when the profile may be read: a known visitor who allows personalisation.</summary>
    public bool MayProfile => MayRecord && Consent.Allows(Purposes.Personalisation);

    /// <summary>True when what happens may be remembered: the visitor proved an id and allows one of the two purposes.</summary>
    public bool MayRecord => !Visitor.IsNone && Identity == IdentityOutcome.Known;

    // 3 profile and segments

    public Span<byte> ProfileBuffer => _profile;

    /// <summary>The stored profile; empty for an unknown visitor.</summary>
    public ProfileView Profile => new(_profile.AsSpan(0, _profileLength));

    public ref SegmentSet Segments => ref _segments;

    /// <summary>The catalogue item that the page is about, or null.</summary>
    public CatalogueItem? PageItem { get; set; }

    /// <summary>The time of the request, Unix milliseconds.</summary>
    public long Now { get; set; }

    // 4 decide

    public PageDecisions PageDecisions { get; } = new();

    public int DecisionCount => _decisionCount;

    /// <summary>Kept from request to request; null until a page may be slow.</summary>
    public EarlyStart? EarlyStart { get; set; }

    /// <summary>The sending of the page's start, when that left before everything was decided.</summary>
    public Task? Started { get; set; }

    // 5 assemble

    /// <summary>What was truly rendered, for the journal.</summary>
    public ReadOnlySpan<SlotExposure> Exposures => _exposures.AsSpan(0, _exposureCount);

    /// <summary>The first step that failed, and <see cref="FallbackReason.None"/> when none did.</summary>
    public FallbackReason Failure { get; set; }

    Action<ReadOnlyMemory<byte>>? IInterimSource.OpenInterim() => InterimRelay.Open(Http);

    public void SetProfile(int length) => _profileLength = length;

    public RuleInput CreateRuleInput(ReadOnlySpan<char> path) => new()
    {
        Profile = Profile,
        Context = Context,
        Path = path,
        PageItem = PageItem,
        Now = Now,
        Granted = Consent.Granted,
    };

    public DecisionInput CreateDecisionInput(in RuleInput rules) => new()
    {
        Visitor = Identity == IdentityOutcome.Known ? Visitor : VisitorId.None,
        Rule = rules,
        Segments = _segments,
        Page = PageDecisions,
    };

    public SlotDecision NextDecision()
    {
        if (_decisionCount == _decisions.Count)
        {
            _decisions.Add(new SlotDecision());
            _cards.Add(new FragmentBytes[Decisions.Recommendations.RecommendDefinition.MaxCount]);
        }

        return _decisions[_decisionCount++];
    }

    public void ForgetDecisions() => _decisionCount = 0;

    public SlotDecision DecisionAt(int index) => _decisions[index];

    /// <summary>Room for the cards of one slot.</summary>
    public FragmentBytes[] CardsAt(int index) => _cards[index];

    /// <summary>Room for the contents of all slots of the page.</summary>
    public Span<SlotContent> Contents(int count)
    {
        if (_contents.Length < count)
        {
            _contents = new SlotContent[count];
        }

        return _contents.AsSpan(0, count);
    }

    public void AddExposure(in SlotExposure exposure)
    {
        if (_exposureCount == _exposures.Length)
        {
            Array.Resize(ref _exposures, _exposureCount * 2);
        }

        _exposures[_exposureCount++] = exposure;
    }

    public void Reset()
    {
        // The profile of one visitor must not be readable while another request holds this object.
        _profile.AsSpan(0, _profileLength).Clear();
        _exposures.AsSpan(0, _exposureCount).Clear();
        _contents.AsSpan().Clear();
        (_profileLength, _exposureCount, _decisionCount) = (0, 0, 0);
        _segments = default;
        (Site, Route, Http) = (null!, null!, null!);
        (Answer, Page, Deflated, Passing, PageItem) = (null, null, null, null, null);
        (Visitor, Identity, Consent, Context, Automatic) = (default, default, default, default, default);
        (RenewsCookie, IsPreview, Started) = (false, false, null);
        (ForwardStatus, ForwardReason, Failure) = (null, NotStoredReason.None, FallbackReason.None);
    }
}
