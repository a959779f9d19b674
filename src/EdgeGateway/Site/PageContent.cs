using EdgeGateway.Caching;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Site;

/// <summary>
/// The compiled form of a stored page, kept beside it in the cache. It carries the slots it was compiled for, so that after
/// a reload it goes on serving, whole and consistent, until its replacement is ready.
/// </summary>
internal sealed class PageContent(PagePlan plan, SlotModel[] slots, SiteSnapshot site) : IDerivedContent
{
    public PagePlan Plan => plan;

    /// <summary>The slots of the plan, by the plan's slot index.</summary>
    public ReadOnlySpan<SlotModel> Slots => slots;

    /// <summary>The configuration it was compiled for.</summary>
    public SiteSnapshot Site => site;

    public long SizeBytes => plan.SizeBytes;
}
