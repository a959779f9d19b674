using System.Globalization;
using System.Text.Json;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Pipeline;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Api;

/// <summary>
/// <c>GET /_edge/recommendations?slot=&amp;item=&amp;count=</c>: the items a slot would show to the caller, as JSON, for sites that
/// render rows themselves. Decided by the same code as a page.
/// </summary>
internal sealed class RecommendationsEndpoint(
    SiteState site, VisitorCookie cookie, ProfileStore profiles, ICatalogueSource catalogue, SlotDecider decider, EdgeRequestPool pool, TimeProvider time)
{
    public async Task GetAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var snapshot = site.Current;
        if (FindSlot(snapshot, query["slot"]) is not { } slot)
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status404NotFound,
                $"The slot '{query["slot"]}' does not exist; accepted is the id of a configured slot that recommends items.");
            return;
        }

        var count = int.MaxValue;
        if (query.ContainsKey("count") && !(int.TryParse(query["count"], NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, $"The count '{query["count"]}' is not accepted; it must be a number above 0.");
            return;
        }

        await DecideAsync(context, snapshot, slot, query["item"], count);
    }

    private async Task DecideAsync(HttpContext context, SiteSnapshot snapshot, SlotModel slot, string? item, int count)
    {
        var request = pool.Rent();
        try
        {
            Prepare(context, snapshot, request, item);
            var decision = Decide(request, slot, context.Request.Path.Value);
            await ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json => Write(json, slot, decision, count));
        }
        finally
        {
            pool.Return(request);
        }
    }

    private void Prepare(HttpContext context, SiteSnapshot snapshot, EdgeRequestFeature request, string? item)
    {
        var headers = context.Request.Headers;
        request.Site = snapshot;
        request.Context = VisitorContextReader.Read(headers);
        request.Consent = snapshot.Consent.Read(headers.Cookie, headers["Sec-GPC"], headers["DNT"]);
        request.Now = time.GetUtcNow().ToUnixTimeMilliseconds();
        request.PageItem = string.IsNullOrEmpty(item) ? null : catalogue.Current.Find(item);
        var identity = cookie.Read(headers.Cookie);
        request.Identity = identity.Outcome;
        request.Context = request.Context with { IsBot = BotRule.Applies(request.Context, identity.Outcome, headers) };
        request.Visitor = identity.Outcome == IdentityOutcome.Known && !request.Context.IsBot && request.Consent.Allows(Purposes.Personalisation)
            ? identity.Visitor
            : default;
        if (request.MayProfile && profiles.TryRead(request.Visitor, request.ProfileBuffer, out var length))
        {
            request.SetProfile(length);
        }
    }

    private SlotDecision Decide(EdgeRequestFeature request, SlotModel slot, ReadOnlySpan<char> path)
    {
        var rules = request.CreateRuleInput(path);
        request.Site.Segments.Evaluate(in rules, ref request.Segments);
        request.PageDecisions.Start(time.GetTimestamp(), request.Site.Config.Recommendations.PageDeadline);
        var decision = request.NextDecision();
        decider.Decide(request.CreateDecisionInput(in rules), slot, decision);
        return decision;
    }

    private static SlotModel? FindSlot(SiteSnapshot snapshot, string? id)
    {
        if (!string.IsNullOrEmpty(id))
        {
            return snapshot.Decisions.Find(id);
        }

        foreach (var slot in snapshot.Decisions.Slots)
        {
            foreach (var choice in slot.Choices)
            {
                if (choice.Content.Recommend is not null)
                {
                    return slot;
                }
            }
        }

        return null;
    }

    private static void Write(Utf8JsonWriter json, SlotModel slot, SlotDecision decision, int count)
    {
        json.WriteString("slot", slot.Id);
        json.WriteString("source", decision.Source.ToText());
        json.WriteString("reason", decision.Reason.ToText());
        json.WriteString("model", decision.Model is null ? null : $"{decision.Model}/{decision.ModelVersion}");
        json.WriteStartArray("items");
        foreach (var item in decision.Items[..Math.Min(count, decision.Count)])
        {
            WriteItem(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, CatalogueItem item)
    {
        json.WriteStartObject();
        json.WriteString("item", item.Id);
        foreach (var (name, value) in item.Fields)
        {
            if (name != "item")
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }
}
