using EdgeGateway.Caching;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Pipeline;

/// <summary>
/// What the steps of one request hand on to each other; each step writes only its own part. Pooled: the pipeline rents it
/// in its first step and returns it when the response is complete, so nothing may keep a reference to it.
/// </summary>
internal sealed class EdgeRequestFeature
{
    private readonly byte[] _profile = new byte[ProfileUpdater.MaxBytes];
    private int _profileLength;

    /// <summary>The compiled configuration that this request sees from start to end.</summary>
    public SiteSnapshot Site { get; set; } = null!;

    /// <summary>The route of the site, with its policy and slots.</summary>
    public SiteRoute Route { get; set; } = null!;

    // 1 identity

    public VisitorId Visitor { get; set; }

    public IdentityOutcome Identity { get; set; }

    public ConsentState Consent { get; set; }

    public VisitorContext Context { get; set; }

    /// <summary>True when the profile may be read and written: a known visitor who allows personalisation.</summary>
    public bool MayProfile => !Visitor.IsNone && !Context.IsBot && Consent.Allows(Purposes.Personalisation);

    // 2 profile and segments

    /// <summary>The stored profile; empty for an unknown visitor.</summary>
    public ProfileView Profile => new(_profile.AsSpan(0, _profileLength));

    public SegmentSet Segments;

    /// <summary>The catalogue item that the page is about, or null.</summary>
    public CatalogueItem? PageItem { get; set; }

    public long Now { get; set; }

    // 3 page cache

    public CacheAnswer? Answer { get; set; }

    /// <summary>The compiled page when the answer is HTML with slots, else null.</summary>
    public PagePlan? Plan { get; set; }

    // 4 decide: one decision for each slot of the plan, in plan order

    public List<SlotDecision> Decisions { get; } = [];

    public int DecisionCount { get; set; }

    // 5 assemble

    /// <summary>True when at least one slot was filled for this visitor.</summary>
    public bool Personalised { get; set; }

    /// <summary>The first step that failed, and <see cref="FallbackReason.None"/> when none did.</summary>
    public FallbackReason Failure { get; set; }

    public Span<byte> ProfileBuffer => _profile;

    public void SetProfile(int length) => _profileLength = length;

    public void Reset()
    {
        // The profile of one visitor must not be readable while another request holds this object.
        _profile.AsSpan(0, _profileLength).Clear();
        _profileLength = 0;
        Site = null!;
        Route = null!;
        Visitor = VisitorId.None;
        Identity = default;
        Consent = default;
        Context = default;
        Segments = default;
        PageItem = null;
        Answer = null;
        Plan = null;
        DecisionCount = 0;
        Personalised = false;
        Failure = FallbackReason.None;
    }
}
