using System.Globalization;
using EdgeGateway.Caching;
using EdgeGateway.Site;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Writes this visitor's form of a compiled page: stored segments and ready fragments, copied. Always private, with an entity
/// tag of page and decisions, so that a revisit with nothing new costs no body. A page with slots is private even when every
/// slot kept the origin's bytes: for the next visitor, or a moment later, it may differ.
/// </summary>
internal sealed class PageWriter(VisitorCookie cookie, SlotRenderer renderer)
{
    public const string Private = "private, no-cache";

    public Task WriteAsync(HttpContext context, EdgeRequestFeature request, PageContent page, CacheAnswer answer)
    {
        var contents = request.Contents(page.Plan.Slots.Length);
        for (var i = 0; i < request.DecisionCount; i++)
        {
            contents[i] = request.DecisionAt(i).RepeatOf is var other and >= 0
                ? contents[other]
                : renderer.Render(request, page.Site, page.Slots[page.Plan.Slots[i].SlotIndex], i);
        }

        return request.Started is { } started
            ? WriteRestAsync(started, context, request, page)
            : WriteWholeAsync(context, request, page, answer, contents);
    }

    /// <summary>Sends the fields and what stands before the first slot; the length and the entity tag are not known yet.</summary>
    public async Task WriteStartAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        var page = request.Page!;
        WriteHeaders(context, request, page, request.Answer!.Value);
        await context.Response.StartAsync(context.RequestAborted);
        var output = context.Response.BodyWriter;
        if (request.Deflated is { } deflated)
        {
            GzipAssembler.WriteStart(deflated, output);
        }
        else
        {
            PageAssembler.WriteStart(page.Plan, output);
        }

        await output.FlushAsync(context.RequestAborted);
    }

    private Task WriteWholeAsync(
        HttpContext context, EdgeRequestFeature request, PageContent page, CacheAnswer answer, ReadOnlySpan<SlotContent> contents)
    {
        var response = context.Response;
        var tag = EntityTag(PageAssembler.HashOf(page.Plan, contents), request.Deflated is not null);
        WriteHeaders(context, request, page, answer);
        response.Headers.ETag = tag;
        if (request.IsPreview || request.Site.Config.ShowDecisions)
        {
            response.Headers["Server-Timing"] = DecisionText.Of(request, page);
        }

        if (ConditionalRequest.Evaluate(context.Request.Headers, tag, lastModified: null) == ConditionalOutcome.NotModified)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.ContentType = default;
            response.Headers.ContentEncoding = default;
            return Task.CompletedTask;
        }

        response.ContentLength = request.Deflated is { } deflated
            ? GzipAssembler.Measure(deflated, contents)
            : PageAssembler.Measure(page.Plan, contents);
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : WriteBodyAsync(context, request, page);
    }

    // Started first: before that, the body writer hands out a buffer that is copied again.
    private static async Task WriteBodyAsync(HttpContext context, EdgeRequestFeature request, PageContent page)
    {
        await context.Response.StartAsync(context.RequestAborted);
        Write(context, request, page, isStarted: false);
    }

    private static async Task WriteRestAsync(Task started, HttpContext context, EdgeRequestFeature request, PageContent page)
    {
        await started;
        Write(context, request, page, isStarted: true);
    }

    private static void Write(HttpContext context, EdgeRequestFeature request, PageContent page, bool isStarted)
    {
        var contents = request.Contents(page.Plan.Slots.Length);
        if (request.Deflated is { } deflated)
        {
            GzipAssembler.Write(deflated, contents, context.Response.BodyWriter, isStarted);
        }
        else
        {
            PageAssembler.Write(page.Plan, contents, context.Response.BodyWriter, isStarted);
        }
    }

    private void WriteHeaders(HttpContext context, EdgeRequestFeature request, PageContent page, CacheAnswer answer)
    {
        var headers = context.Response.Headers;
        foreach (var (name, values) in page.Headers)
        {
            headers[name] = values;
        }

        headers["Cache-Status"] = answer.CacheStatus;
        headers.CacheControl = Private;
        if (request.Deflated is not null)
        {
            headers.ContentEncoding = "gzip";
        }

        if (request.NeedsCookie)
        {
            headers.Append("Set-Cookie", cookie.CreateSetCookie(request.Visitor, context.Request.IsHttps));
        }
    }

    // A strong tag names bytes, so the gzip form has one of its own (RFC 9110 section 8.8.3.3).
    private static string EntityTag(ulong hash, bool gzip) => string.Create(gzip ? 21 : 18, hash, static (text, value) =>
    {
        text[0] = text[^1] = '"';
        value.TryFormat(text[1..], out _, "x16", CultureInfo.InvariantCulture);
        "-gz".AsSpan(0, text.Length - 18).CopyTo(text[17..]);
    });
}
