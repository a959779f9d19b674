using System.Globalization;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Pipeline;

/// <summary>Writes an answer of the cache as it is: a stored response, one that still arrives, or the failure to get one.</summary>
internal static class AnswerWriter
{
    private const string CacheStatus = "Cache-Status";

    public static Task WriteAsync(HttpContext context, CacheAnswer answer)
    {
        if (answer.Response is { } stored)
        {
            return WriteStoredAsync(context, stored, answer.CacheStatus);
        }

        return answer.Fill is { } fill
            ? WriteFillAsync(context, fill, answer.CacheStatus)
            : ErrorPage.WriteAsync(context,
                answer.Failure == OriginFailure.Unreachable ? StatusCodes.Status502BadGateway : StatusCodes.Status504GatewayTimeout,
                "origin " + answer.Failure);
    }

    private static Task WriteStoredAsync(HttpContext context, StoredResponse stored, string status)
    {
        var (request, response) = (context.Request, context.Response);
        var headers = response.Headers;
        var form = stored.Select(request.Headers);
        stored.Headers.CopyTo(headers);
        form.DescribeIn(headers);
        headers.Append(CacheStatus, status);
        headers.Age = AgeText.Of(stored.GetAge());
        if (ConditionalRequest.Evaluate(request.Headers, stored) == ConditionalOutcome.NotModified)
        {
            return WriteNotModified(response);
        }

        response.StatusCode = stored.StatusCode;
        if (form.Body.Length == 0 && stored.StatusCode == StatusCodes.Status204NoContent)
        {
            // Not even an empty write and a length of 0 are allowed (RFC 9110 section 8.6).
            return Task.CompletedTask;
        }

        if (MayBePart(request, stored.StatusCode) && RangeWriter.TryWrite(context, form.Body.Bytes) is { } parts)
        {
            return parts;
        }

        headers.ContentLength = form.Body.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : BodyWriting.WriteAsync(context, form.Body.Bytes);
    }

    private static async Task WriteFillAsync(HttpContext context, FillReader fill, string status)
    {
        var (request, response) = (context.Request, context.Response);
        response.StatusCode = fill.StatusCode;
        fill.Headers.CopyTo(response.Headers);
        response.Headers.Append(CacheStatus, status);
        if (fill.Age is { } age)
        {
            response.Headers.Age = AgeText.Of(age);
        }

        if (ConditionalRequest.Evaluate(request.Headers, fill) == ConditionalOutcome.NotModified)
        {
            await WriteNotModified(response);
            return;
        }

        if (MayBePart(request, fill.StatusCode) && await TryWritePartsAsync(context, fill))
        {
            return;
        }

        response.ContentLength = fill.ContentLength;
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.StartAsync(context.RequestAborted);
            await fill.CopyToAsync(response.BodyWriter, context.RequestAborted);
        }
    }

    /// <summary>One part goes out as it arrives; several, or those of a body of unknown length, once all is there.</summary>
    private static async Task<bool> TryWritePartsAsync(HttpContext context, FillReader fill)
    {
        if (fill.ContentLength is { } length && RangeWriter.OnlyPart(context, length) is { } part)
        {
            await RangeWriter.WriteAsync(context, fill, part, length);
            return true;
        }

        var whole = await fill.WaitCompleteAsync(context.RequestAborted);
        if (whole is null || RangeWriter.TryWrite(context, whole.Body.Bytes) is not { } parts)
        {
            return false;
        }

        await parts;
        return true;
    }

    private static Task WriteNotModified(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status304NotModified;
        response.Headers.ContentType = response.Headers.ContentEncoding = default;
        return Task.CompletedTask;
    }

    private static bool MayBePart(HttpRequest request, int status) =>
        status == StatusCodes.Status200OK && request.Headers.Range.Count > 0 && HttpMethods.IsGet(request.Method);

    /// <summary>The first minutes of ages as ready text.</summary>
    private static class AgeText
    {
        private static readonly string[] Ready = [.. Enumerable.Range(0, 600).Select(age => age.ToString(CultureInfo.InvariantCulture))];

        public static string Of(TimeSpan age)
        {
            var seconds = Math.Max(0, (long)age.TotalSeconds);
            return seconds < Ready.Length ? Ready[seconds] : seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
