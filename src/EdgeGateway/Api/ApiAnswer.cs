using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeGateway.Api;

/// <summary>
/// JSON answers of the gateway's own endpoints: never stored, never guessed to be HTML, and errors in one shape (RFC 9457).
/// </summary>
internal static class ApiAnswer
{
    // Quotes stay readable; what an escape for HTML would protect from, the content type and nosniff do.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteJsonAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await using (var json = new Utf8JsonWriter(response.BodyWriter, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    public static Task WriteProblemAsync(HttpContext context, int status, string detail) =>
        WriteJsonAsync(context, status, json =>
        {
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
        });

    public static Task WriteEmptyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
