using System.Text;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Pipeline;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Hosting;

/// <summary>
/// Decides and renders every slot some times for an invented visitor before the gateway says that it is ready: the first
/// decision of a process costs ten milliseconds of compilation, which would be a missed deadline for somebody.
/// </summary>
internal sealed class WarmUp(
    SiteState site,
    GatewayRuntime runtime,
    INextItemModels models,
    IItemRankings rankings,
    ICatalogueSource catalogue,
    HybridCache cache,
    EdgeRequestPool pool,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private const int Rounds = 40;
    private const int HistoryItems = 5;

    // No cookie carries this id; what is decided for it is cached for nobody.
    private static readonly VisitorId Nobody = new(0, 1);

    // One of its own, without metrics: what is decided here was shown to nobody.
    private readonly SlotDecider _decider = new(models, cache, rankings, catalogue, time, loggers.CreateLogger<SlotDecider>(), null);

    public void Run()
    {
        var request = pool.Rent();
        try
        {
            request.Identity = IdentityOutcome.Known;
            request.Site = site.Current;
            request.Visitor = Nobody;
            request.Consent = new ConsentState(Purposes.Necessary | Purposes.Analytics | Purposes.Personalisation, ConsentSource.Default, Asked: true);
            request.Now = time.GetUtcNow().ToUnixTimeMilliseconds();
            request.SetProfile(WriteProfile(request));
            for (var round = 0; round < Rounds; round++)
            {
                DecideAll(request);
            }
        }
        catch (Exception exception)
        {
            // The same failure on a page leaves that slot's bytes in place; it keeps nobody from starting.
            Log.StepFailed(loggers.CreateLogger<WarmUp>(), exception, "warm-up");
        }
        finally
        {
            pool.Return(request);
        }
    }

    private void DecideAll(EdgeRequestFeature request)
    {
        var rules = request.CreateRuleInput("/");
        request.Site.Segments.Evaluate(in rules, ref request.Segments);
        request.PageDecisions.Start(time.GetTimestamp(), TimeSpan.FromSeconds(5));
        foreach (var slot in request.Site.Decisions.Slots)
        {
            var decision = request.NextDecision();
            _decider.Decide(request.CreateDecisionInput(in rules), slot, decision);
            if (decision.Fragment is { } name && request.Site.Fragments.Find(name) is { } fragment)
            {
                fragment.GetFrame(decision.Values);
                foreach (var item in decision.Items)
                {
                    fragment.GetCard(item);
                }
            }
        }

        request.ForgetDecisions();
    }

    private int WriteProfile(EdgeRequestFeature request)
    {
        Span<byte> next = stackalloc byte[ProfileUpdater.MaxBytes];
        var length = 0;
        var items = runtime.Catalogue.Current.Items;
        for (var i = 0; i < Math.Min(HistoryItems, items.Length); i++)
        {
            var change = new ProfileChange
            {
                Address = i + 1,
                Type = EventType.View,
                Time = request.Now,
                Item = Encoding.UTF8.GetBytes(items[i].Id),
                Value = double.NaN,
                Quantity = 1,
            };
            length = ProfileUpdater.Apply(request.ProfileBuffer[..length], change, next);
            next[..length].CopyTo(request.ProfileBuffer);
        }

        return length;
    }
}
