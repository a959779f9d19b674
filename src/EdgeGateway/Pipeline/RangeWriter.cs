using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Ranges;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Writes parts of a response (RFC 9110 sections 14 and 15.3.7). The fields of the whole are set already; they are changed to
/// those of a 206 or a 416.
/// </summary>
internal static class RangeWriter
{
    private const string Separator = "\r\n";

    /// <summary>Writes the parts that a request asks of a body; null when it gets the whole.</summary>
    public static Task? TryWrite(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var outcome = RangeRequest.Evaluate(context.Request.Headers, context.Response.Headers, body.Length, out var parts);
        return outcome switch
        {
            RangeOutcome.Unsatisfiable => Refuse(context, body.Length),
            RangeOutcome.Parts when parts is [var only] => WriteOne(context, body, only),
            RangeOutcome.Parts => WriteManyAsync(context, body, parts),
            _ => null,
        };
    }

    /// <summary>
    /// The one part that a request asks of a body that still arrives; null when it asks for something else, which needs the
    /// whole first.
    /// </summary>
    public static ByteRange? OnlyPart(HttpContext context, long length) =>
        RangeRequest.Evaluate(context.Request.Headers, context.Response.Headers, length, out var parts) == RangeOutcome.Parts
            && parts is [var only] ? only : null;

    /// <summary>Writes one part as its bytes arrive. The fetch goes on for those who want the rest.</summary>
    public static async Task WriteAsync(HttpContext context, FillReader fill, ByteRange part, long length)
    {
        Describe(context.Response, part, length);
        await context.Response.StartAsync(context.RequestAborted);
        var position = 0L;
        while (position < part.End && await fill.ReadAsync(context.RequestAborted) is { Length: > 0 } bytes)
        {
            var from = Math.Clamp(part.First - position, 0, bytes.Length);
            var to = Math.Min(part.End - position, bytes.Length);
            position += bytes.Length;
            if (from < to && await context.Response.BodyWriter.WriteAsync(bytes[(int)from..(int)to], context.RequestAborted)
                is { IsCompleted: true })
            {
                return;
            }
        }
    }

    private static Task Refuse(HttpContext context, long length)
    {
        var headers = context.Response.Headers;
        var status = headers["Cache-Status"];
        headers.Clear();
        headers["Cache-Status"] = status;
        headers.ContentRange = $"bytes */{length}";
        headers.ContentLength = 0;
        context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
        return Task.CompletedTask;
    }

    private static Task WriteOne(HttpContext context, ReadOnlyMemory<byte> body, ByteRange part)
    {
        Describe(context.Response, part, body.Length);
        return context.Response.Body.WriteAsync(Slice(body, part), context.RequestAborted).AsTask();
    }

    private static void Describe(HttpResponse response, ByteRange part, long length)
    {
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = FieldOf(part, length);
        response.Headers.ContentLength = part.Length;
    }

    private static async Task WriteManyAsync(HttpContext context, ReadOnlyMemory<byte> body, ByteRange[] parts)
    {
        var response = context.Response;
        // Not to be guessed, so that no body can hold it.
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var heads = Array.ConvertAll(parts, part => Encoding.Latin1.GetBytes(HeadOf(response, boundary, part, body.Length)));
        var end = Encoding.Latin1.GetBytes($"{Separator}--{boundary}--{Separator}");
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentType = $"multipart/byteranges; boundary={boundary}";
        response.Headers.ContentLength = heads.Sum(head => (long)head.Length) + parts.Sum(part => part.Length) + end.Length;
        await response.StartAsync(context.RequestAborted);
        for (var i = 0; i < parts.Length; i++)
        {
            response.BodyWriter.Write(heads[i]);
            await response.BodyWriter.WriteAsync(Slice(body, parts[i]), context.RequestAborted);
        }

        await response.BodyWriter.WriteAsync(end, context.RequestAborted);
    }

    private static string HeadOf(HttpResponse response, string boundary, ByteRange part, long length)
    {
        var type = response.Headers.ContentType is [{ } known] ? $"Content-Type: {known}{Separator}" : "";
        return $"{Separator}--{boundary}{Separator}{type}Content-Range: {FieldOf(part, length)}{Separator}{Separator}";
    }

    private static string FieldOf(ByteRange part, long length) => $"bytes {part.First}-{part.End - 1}/{length}";

    // What is stored fits an array.
    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> body, ByteRange part) =>
        body.Slice((int)part.First, (int)part.Length);
}
