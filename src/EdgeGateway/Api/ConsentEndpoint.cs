using System.Text.Json;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Api;

/// <summary>
/// <c>/_edge/consent</c>: read, give and withdraw consent. The id cookie exists only while analytics or personalisation is
/// allowed; withdrawing erases what was stored under it.
/// </summary>
internal sealed class ConsentEndpoint(SiteState site, VisitorCookie cookie, VisitorErasure erasure)
{
    private const int LargestBody = 1024;
    private const string Accepted = "{ \"analytics\": true, \"personalisation\": true, \"marketing\": false }";

    public Task GetAsync(HttpContext context) =>
        WriteStateAsync(context, Caller.Read(context, site.Current, cookie).Consent);

    public async Task PutAsync(HttpContext context)
    {
        if (!SameSite.Allows(context.Request))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status403Forbidden, "Consent is accepted from this site's own pages only.");
            return;
        }

        var (granted, problem) = await ReadAsync(context);
        if (problem is not null)
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        var caller = Caller.Read(context, site.Current, cookie);
        var secure = context.Request.IsHttps;
        var response = context.Response.Headers;
        response.Append("Set-Cookie", site.Current.Consent.CreateSetCookie(granted, secure));
        if ((granted & (Purposes.Analytics | Purposes.Personalisation)) == 0)
        {
            await ForgetAsync(context, caller);
        }
        else if (caller.Visitor.IsNone)
        {
            response.Append("Set-Cookie", cookie.CreateSetCookie(cookie.NewId(), secure));
        }

        await WriteStateAsync(context, new ConsentState(granted, ConsentSource.Cookie, Asked: true));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        if (!SameSite.Allows(context.Request))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status403Forbidden, "Consent is withdrawn from this site's own pages only.");
            return;
        }

        context.Response.Headers.Append("Set-Cookie", ConsentReader.CreateRemoval(context.Request.IsHttps));
        await ForgetAsync(context, Caller.Read(context, site.Current, cookie));
        await ApiAnswer.WriteEmptyAsync(context, StatusCodes.Status204NoContent);
    }

    private async Task ForgetAsync(HttpContext context, Caller caller)
    {
        context.Response.Headers.Append("Set-Cookie", VisitorCookie.CreateRemoval(context.Request.IsHttps));
        if (!caller.Visitor.IsNone)
        {
            await erasure.EraseAsync(caller.Visitor, context.RequestAborted);
        }
    }

    private static Task WriteStateAsync(HttpContext context, ConsentState state) =>
        ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteBoolean("analytics", state.Allows(Purposes.Analytics));
            json.WriteBoolean("personalisation", state.Allows(Purposes.Personalisation));
            json.WriteBoolean("marketing", state.Allows(Purposes.Marketing));
            json.WriteString("source", state.Source.ToText());
            json.WriteBoolean("asked", state.Asked);
        });

    private static async Task<(Purposes Granted, string? Problem)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBody)
        {
            return (default, $"The body is larger than {LargestBody} bytes; it must be {Accepted}.");
        }

        var buffer = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody)
        {
            return (default, $"The body is larger than {LargestBody} bytes; it must be {Accepted}.");
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return ReadPurposes(document.RootElement);
        }
        catch (JsonException)
        {
            return (default, $"The body is not valid JSON; it must be {Accepted}.");
        }
    }

    private static (Purposes Granted, string? Problem) ReadPurposes(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (default, $"The body must be an object such as {Accepted}.");
        }

        var granted = Purposes.Necessary;
        foreach (var member in root.EnumerateObject())
        {
            var purpose = member.Name switch
            {
                "analytics" => Purposes.Analytics,
                "personalisation" => Purposes.Personalisation,
                "marketing" => Purposes.Marketing,
                "necessary" => Purposes.Necessary,
                _ => Purposes.None,
            };
            if (purpose == Purposes.None || member.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return (default, $"The member '{member.Name}' is not accepted; it must be analytics, personalisation or marketing with true or false.");
            }

            granted |= member.Value.GetBoolean() ? purpose : Purposes.None;
        }

        return (granted, null);
    }
}
