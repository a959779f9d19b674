using System.Text.Json;
using EdgeGateway.Caching.Explaining;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;

namespace EdgeGateway.Explaining;

/// <summary>An explanation as members of a JSON object, for programs.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter json, SiteRoute route, CacheExplanation explanation)
    {
        json.WriteString("route", route.Id);
        json.WriteString("policy", route.Policy.Name);
        json.WriteString("mode", route.Policy.Mode.ToString().ToLowerInvariant());
        json.WriteString("forward", route.Policy.Forward.ToString().ToLowerInvariant());
        json.WriteString("url", explanation.Url);
        WriteKey(json, explanation.Key);
        json.WriteString("outcome", explanation.Outcome.ToText());
        json.WriteString("reason", explanation.Reason.ToText());
        json.WriteString("cookie", explanation.Cookie);
        json.WriteBoolean("onDisk", explanation.OnDisk);
        json.WriteNumber("fetching", explanation.RunningFetches);
        json.WriteNumber("maxVariants", route.Policy.MaxVariants);
        json.WriteStartArray("variants");
        foreach (var variant in explanation.Variants)
        {
            Write(json, variant, ReferenceEquals(variant, explanation.Selected));
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, VariantExplanation variant, bool selected)
    {
        json.WriteStartObject();
        json.WriteBoolean("selected", selected);
        json.WriteNumber("status", variant.Response.StatusCode);
        json.WriteString("contentType", variant.Response.ContentType);
        json.WriteNumber("bytes", variant.Response.Body.Length);
        json.WriteNumber("storedBytes", variant.StoredBytes);
        json.WriteNumber("age", variant.Age);
        json.WriteNumber("ttl", variant.Ttl);
        json.WriteNumber("staleWhileRevalidate", variant.StaleWhileRevalidate);
        json.WriteNumber("staleIfError", variant.StaleIfError);
        WriteTexts(json, "codings", variant.Codings);
        WriteTexts(json, "tags", variant.Tags);
        WriteTexts(json, "slots", PreviewField.SlotsOf(variant));
        WriteKey(json, variant.Key);
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, IEnumerable<KeyPart> key)
    {
        json.WriteStartObject("key");
        foreach (var part in key)
        {
            json.WriteString(part.Name, part.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
