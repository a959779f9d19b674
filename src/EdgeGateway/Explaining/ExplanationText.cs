using EdgeGateway.Caching.Explaining;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;

namespace EdgeGateway.Explaining;

/// <summary>An explanation in lines of a name and a text, for people.</summary>
internal static class ExplanationText
{
    public static string Line(string name, string text) => $"  {name,-10} {text}";

    public static IEnumerable<string> Of(SiteRoute route, CacheExplanation explanation)
    {
        var policy = route.Policy;
        yield return Line("route", $"{route.Id}, to cluster {route.ClusterId}");
        yield return Line("policy", $"{policy.Name}: mode {Word(policy.Mode)}, forward {Word(policy.Forward)}"
            + (policy.VaryBy.Count > 0 ? $", varied by {string.Join(", ", policy.VaryBy)}" : ""));
        yield return Line("key", explanation.Url);
        foreach (var part in explanation.Key)
        {
            yield return Line("key", $"{part.Name} = {part.Value}");
        }

        yield return Line("now", Now(explanation));
        if (explanation.OnDisk)
        {
            yield return Line("disk", "the disk tier holds this URL");
        }

        if (explanation.RunningFetches > 0)
        {
            yield return Line("fetching", $"{explanation.RunningFetches}");
        }

        if (explanation.Selected is { Tags: { Count: > 0 } tags })
        {
            yield return Line("tags", string.Join(", ", tags));
        }

        if (explanation.Selected is { } page && PreviewField.SlotsOf(page) is { Count: > 0 } slots)
        {
            yield return Line("slots", string.Join(", ", slots));
        }

        yield return Line("variants", $"{explanation.Variants.Count} of at most {policy.MaxVariants}");
        foreach (var variant in explanation.Variants)
        {
            yield return Line("variant", Of(variant));
        }
    }

    /// <summary>Outcome and reason, with the times of what is stored.</summary>
    public static string Now(CacheExplanation explanation)
    {
        var why = explanation.Reason == NotStoredReason.None ? "" : $": {explanation.Reason.ToText()}";
        var cookie = explanation.Reason == NotStoredReason.Cookie ? $" '{explanation.Cookie}'" : "";
        return explanation.Outcome.ToText() + why + cookie + (explanation.Selected is { } stored ? $"; stored, {Times(stored)}" : "; not stored");
    }

    private static string Of(VariantExplanation variant) =>
        $"{variant.Response.StatusCode} {variant.Response.ContentType}, {variant.Response.Body.Length} bytes as {string.Join(", ", variant.Codings)}, "
        + $"{variant.StoredBytes} bytes kept; {Times(variant)}; {string.Join(", ", variant.Key.Skip(1).Select(part => $"{part.Name} = {part.Value}"))}";

    private static string Times(VariantExplanation variant) =>
        $"age {variant.Age} s, ttl {variant.Ttl} s"
        + (variant.StaleWhileRevalidate > 0 ? $", stale-while-revalidate {variant.StaleWhileRevalidate} s" : "")
        + (variant.StaleIfError > 0 ? $", stale-if-error {variant.StaleIfError} s" : "");

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
