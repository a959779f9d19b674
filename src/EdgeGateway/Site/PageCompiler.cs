using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Site;

/// <summary>
/// Compiles HTML once, when it is stored, and again after a reload changed the slots: lazily, on the thread pool, while the
/// old plan serves.
/// </summary>
internal sealed class PageCompiler(SiteState state, PageCatalogue pages, ILogger<PageCompiler> logger) : IResponseDeriver
{
    private static readonly (PageProgram Program, SlotModel[] Slots) NoSlots = (PageProgram.Compile([], []), []);

    public IDerivedContent? Derive(StoredResponse response, object? origin) => Compile(state.Current, response, (PageTarget)origin!);

    public byte[]? Save(IDerivedContent content) => content is PageContent page ? page.Program.Save(page.Plan) : null;

    public IDerivedContent? Restore(StoredResponse response, ReadOnlyMemory<byte> saved, object? origin)
    {
        var (site, target) = (state.Current, (PageTarget)origin!);
        var (program, slots) = site.ProgramFor(target.Route.Id, target.Path) ?? NoSlots;
        return program.Restore(saved.Span, response.Body.Bytes) is { } plan
            ? CreateContent(plan, program, slots, site, target, response)
            : null;
    }

    /// <summary>True when an answer that still arrives may become a page with slots.</summary>
    public bool IsPage(FillReader fill, PageTarget target) =>
        fill.StatusCode == StatusCodes.Status200OK
        && HtmlType.Matches(fill.Headers["Content-Type"])
        && state.Current.ProgramFor(target.Route.Id, target.Path) is not null;

    /// <summary>The compiled page of a stored response, or null when it has no slots.</summary>
    public PageContent? PageOf(StoredResponse? response, SiteSnapshot site)
    {
        if (response?.Derived is not PageContent page)
        {
            return null;
        }

        if (page.Site != site && page.TryBeginRecompiling())
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Compiler.Recompile(work.Response, work.Target), (Compiler: this, Response: response, page.Target), preferLocal: false);
        }

        return page.Plan.Slots.Length > 0 ? page : null;
    }

    /// <summary>The page as pieces of a gzip body; null when that failed, and the page goes out as it is.</summary>
    public async Task<DeflatedPlan?> DeflateAsync(StoredResponse response, PageContent page)
    {
        try
        {
            return await page.DeflateAsync(response);
        }
        catch (Exception exception)
        {
            Log.StepFailed(logger, exception, "deflate");
            return null;
        }
    }

    private void Recompile(StoredResponse response, PageTarget target)
    {
        try
        {
            response.ReplaceDerived(Compile(state.Current, response, target));
        }
        catch (Exception exception)
        {
            Log.StepFailed(logger, exception, "compile");
        }
    }

    // Every HTML page gets a plan, even one without slots: after a reload it may have some.
    private PageContent? Compile(SiteSnapshot site, StoredResponse response, PageTarget target)
    {
        if (response.StatusCode != StatusCodes.Status200OK || response.ContentEncoding is not null || response.ForbidsTransform
            || !HtmlType.Matches(response.Headers["Content-Type"]) || HtmlType.IsAttachment(response.Headers["Content-Disposition"]))
        {
            return null;
        }

        var (program, slots) = site.ProgramFor(target.Route.Id, target.Path) ?? NoSlots;
        var plan = program.CreatePlan(response.Body.Bytes, response.ContentType);
        return CreateContent(plan, program, slots, site, target, response);
    }

    private PageContent CreateContent(
        PagePlan plan, PageProgram program, SlotModel[] slots, SiteSnapshot site, PageTarget target, StoredResponse response)
    {
        var item = site.Config.Recommendations.CatalogueFromPages ? pages.Add(target.Path, plan.Facts) : null;
        return new PageContent(plan, program, slots, site, target, response.Headers, item);
    }
}
