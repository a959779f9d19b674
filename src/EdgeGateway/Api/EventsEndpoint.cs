using System.Buffers;
using System.Globalization;
using EdgeGateway.Events;
using EdgeGateway.Events.Capture;
using EdgeGateway.Events.Limiting;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Api;

/// <summary>
/// <c>POST /_edge/events</c>: one event or a batch. Answers 202 with the count when all of them are durable and applied, so
/// that the very next page knows them; 204 when nothing may be kept; 400 with index, field and value when one is malformed.
/// </summary>
internal sealed class EventsEndpoint(
    SiteState site, VisitorCookie cookie, EventLog events, EventRateLimiter limiter, EventsMetrics metrics, TimeProvider time)
{
    public async Task PostAsync(HttpContext context)
    {
        if (!SameSite.Allows(context.Request))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status403Forbidden, "Events are accepted from this site's own pages only.");
            return;
        }

        if (!IsAcceptedType(context.Request.ContentType))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status415UnsupportedMediaType,
                $"The content type '{context.Request.ContentType}' is not accepted; it must be application/json or text/plain in UTF-8.");
            return;
        }

        var limits = site.Current.Config.Events.Limits;
        var body = await ReadBodyAsync(context, limits.MaxBodyBytes);
        if (body is null)
        {
            metrics.OnRefused(EventProblemKind.TooManyBytes);
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {limits.MaxBodyBytes} bytes.");
            return;
        }

        await AcceptAsync(context, body, limits);
    }

    private async Task AcceptAsync(HttpContext context, byte[] body, EventLimits limits)
    {
        var partial = context.Request.Query["partial"] == "1";
        var batch = EventJson.Parse(body, limits, time.GetUtcNow(), partial);
        if (!batch.IsValid)
        {
            metrics.OnRefused(batch.Problem!.Kind);
            await WriteProblemAsync(context, batch.Problem);
            return;
        }

        var caller = Caller.Read(context, site.Current, cookie);
        if (!caller.MayRecord)
        {
            await ApiAnswer.WriteEmptyAsync(context, StatusCodes.Status204NoContent);
            return;
        }

        var rate = limiter.TryTake(caller.Visitor, context.Connection.RemoteIpAddress, batch.Events.Count, out var wait);
        if (rate != EventRateOutcome.Allowed)
        {
            metrics.OnLimited(rate);
            context.Response.Headers.RetryAfter = ((int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 3600)).ToString(CultureInfo.InvariantCulture);
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status429TooManyRequests, "Too many events in a short time; send fewer and try again.");
            return;
        }

        var receipt = await events.AcceptAsync(caller.Visitor, batch.Events, context.RequestAborted);
        if (receipt.Shed > 0)
        {
            context.Response.Headers.RetryAfter = "1";
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "The events cannot be stored at the moment; send them again.");
            return;
        }

        await ApiAnswer.WriteJsonAsync(context, StatusCodes.Status202Accepted, json =>
        {
            json.WriteNumber("accepted", receipt.Accepted);
            if (batch.Rejected > 0)
            {
                json.WriteNumber("rejected", batch.Rejected);
            }
        });
    }

    private static Task WriteProblemAsync(HttpContext context, EventProblem problem)
    {
        var status = problem.Kind == EventProblemKind.TooManyEvents ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
        return ApiAnswer.WriteJsonAsync(context, status, json =>
        {
            json.WriteNumber("status", status);
            json.WriteString("detail", problem.Message);
            json.WriteNumber("index", problem.Index);
            json.WriteString("field", problem.Field);
        });
    }

    private static bool IsAcceptedType(string? type)
    {
        if (type is null)
        {
            return false;
        }

        var parts = type.Split(';', StringSplitOptions.TrimEntries);
        var charset = parts.Skip(1).FirstOrDefault(part => part.StartsWith("charset=", true, CultureInfo.InvariantCulture));
        return parts[0].ToLowerInvariant() is "application/json" or "text/plain"
            && (charset is null || charset.Trim('"').EndsWith("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most)
        {
            return null;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > most)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
