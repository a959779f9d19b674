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
                answer.Failure == OriginFailure.Timeout ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway,
                "origin " + answer.Failure);
    }

    private static Task WriteStoredAsync(HttpContext context, StoredResponse stored, string status)
    {
        var response = context.Response;
        var headers = response.Headers;
        var form = stored.Select(context.Request.Headers);
        stored.Headers.CopyTo(headers);
        form.DescribeIn(headers);
        headers[CacheStatus] = status;
        headers.Age = AgeText.Of(stored.GetAge());
        if (ConditionalRequest.Evaluate(context.Request.Headers, stored) == ConditionalOutcome.NotModified)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            headers.ContentType = headers.ContentEncoding = default;
            return Task.CompletedTask;
        }

        response.StatusCode = stored.StatusCode;
        if (form.Body.Length == 0 && stored.StatusCode == StatusCodes.Status204NoContent)
        {
            // Not even an empty write and a length of 0 are allowed (RFC 9110 section 8.6).
            return Task.CompletedTask;
        }

        headers.ContentLength = form.Body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(form.Body.Bytes, context.RequestAborted).AsTask();
    }

    private static async Task WriteFillAsync(HttpContext context, FillReader fill, string status)
    {
        var response = context.Response;
        response.StatusCode = fill.StatusCode;
        fill.Headers.CopyTo(response.Headers);
        response.Headers[CacheStatus] = status;
        response.ContentLength = fill.ContentLength;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.StartAsync(context.RequestAborted);
            await fill.CopyToAsync(response.BodyWriter, context.RequestAborted);
        }
    }

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
