using System.Text;
using System.Text.Json;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Api;

/// <summary><c>/_edge/me</c>: everything known of the caller, bound to the signed id; and its erasure.</summary>
internal sealed class MeEndpoint(SiteState site, VisitorCookie cookie, ProfileStore profiles, VisitorErasure erasure, TimeProvider time)
{
    public Task GetAsync(HttpContext context)
    {
        var caller = Caller.Read(context, site.Current, cookie);
        return ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json => WriteExport(json, caller));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        if (!SameSite.Allows(context.Request))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status403Forbidden, "Erasure is accepted from this site's own pages only.");
            return;
        }

        var caller = Caller.Read(context, site.Current, cookie);
        if (!caller.Visitor.IsNone)
        {
            await erasure.EraseAsync(caller.Visitor, context.RequestAborted);
        }

        context.Response.Headers.Append("Set-Cookie", VisitorCookie.CreateRemoval(context.Request.IsHttps));
        await ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteBoolean("erased", !caller.Visitor.IsNone);
            json.WriteString("at", time.GetUtcNow());
        });
    }

    private void WriteExport(Utf8JsonWriter json, Caller caller)
    {
        Span<byte> buffer = stackalloc byte[ProfileUpdater.MaxBytes];
        var length = 0;
        var known = !caller.Visitor.IsNone && profiles.TryRead(caller.Visitor, buffer, out length);
        var profile = known ? new ProfileView(buffer[..length]) : ProfileView.Empty;
        WriteProfile(json, caller.Visitor, profile);
        WriteEvents(json, profile);
        WriteSegments(json, caller, profile);
        WriteAssignments(json, caller);
        json.WriteStartObject("consent");
        json.WriteBoolean("analytics", caller.Consent.Allows(Purposes.Analytics));
        json.WriteBoolean("personalisation", caller.Consent.Allows(Purposes.Personalisation));
        json.WriteBoolean("marketing", caller.Consent.Allows(Purposes.Marketing));
        json.WriteString("source", caller.Consent.Source.ToText());
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, VisitorId visitor, ProfileView profile)
    {
        if (profile.IsEmpty)
        {
            json.WriteNull("profile");
            return;
        }

        json.WriteStartObject("profile");
        json.WriteString("id", visitor.ToString());
        json.WriteString("firstSeen", DateTimeOffset.FromUnixTimeMilliseconds(profile.FirstSeen));
        json.WriteString("lastSeen", DateTimeOffset.FromUnixTimeMilliseconds(profile.LastSeen));
        json.WriteNumber("sessions", profile.Sessions);
        json.WriteStartObject("counts");
        foreach (var type in new[] { EventType.View, EventType.Click, EventType.Search, EventType.Cart, EventType.Purchase })
        {
            json.WriteNumber(type.ToText(), profile.Count(type, TimeSpan.FromDays(90), profile.LastSeen));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter json, ProfileView profile)
    {
        json.WriteStartArray("events");
        foreach (var item in profile.Events)
        {
            json.WriteStartObject();
            json.WriteString("type", item.Type.ToText());
            if (item.Item.Length > 0)
            {
                json.WriteString("item", Encoding.UTF8.GetString(item.Item));
            }

            json.WriteString("time", DateTimeOffset.FromUnixTimeMilliseconds(item.Time));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSegments(Utf8JsonWriter json, Caller caller, ProfileView profile)
    {
        var segments = site.Current.Segments;
        var held = default(SegmentSet);
        segments.Evaluate(new RuleInput { Profile = profile, Path = "/", Now = time.GetUtcNow().ToUnixTimeMilliseconds(), Granted = caller.Consent.Granted }, ref held);
        json.WriteStartArray("segments");
        for (var i = 0; i < segments.Count; i++)
        {
            if (held.Contains(i))
            {
                json.WriteStringValue(segments.NameAt(i));
            }
        }

        json.WriteEndArray();
    }

    private void WriteAssignments(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject("assignments");
        if (caller.MayRecord)
        {
            foreach (var experiment in site.Current.Decisions.Experiments)
            {
                json.WriteString(experiment.Name, experiment.Assign(caller.Visitor)?.Name);
            }
        }

        json.WriteEndObject();
    }
}
