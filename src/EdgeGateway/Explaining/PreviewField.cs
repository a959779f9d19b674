using System.Globalization;
using System.Text;
using EdgeGateway.Caching.Explaining;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;

namespace EdgeGateway.Explaining;

/// <summary>
/// An explanation as the structured field <c>Edge-Explain</c> (RFC 9651, a dictionary). Of the key it shows the parts of the
/// request itself; of other variants only how many there are.
/// </summary>
internal static class PreviewField
{
    public const string Name = "Edge-Explain";

    public static string Of(SiteRoute route, CacheExplanation explanation)
    {
        var text = new StringBuilder();
        Add(text, "route", route.Id);
        Add(text, "policy", route.Policy.Name);
        text.Append(CultureInfo.InvariantCulture, $", mode={route.Policy.Mode.ToString().ToLowerInvariant()}");
        text.Append(CultureInfo.InvariantCulture, $", forward={route.Policy.Forward.ToString().ToLowerInvariant()}");
        Add(text, "url", explanation.Url);
        AddList(text, "key", explanation.Key.Select(part => $"{part.Name}={part.Value}"));
        text.Append(CultureInfo.InvariantCulture, $", now={explanation.Outcome.ToText()}");
        if (explanation.Reason != NotStoredReason.None)
        {
            text.Append(CultureInfo.InvariantCulture, $", reason={explanation.Reason.ToText()}");
        }

        if (explanation.Cookie is { } cookie)
        {
            Add(text, "cookie", cookie);
        }

        if (explanation.Selected is { } stored)
        {
            text.Append(CultureInfo.InvariantCulture, $", stored, status={stored.Response.StatusCode}, age={stored.Age}, ttl={stored.Ttl}");
            text.Append(CultureInfo.InvariantCulture, $", swr={stored.StaleWhileRevalidate}, sie={stored.StaleIfError}");
            AddList(text, "codings", stored.Codings);
            AddList(text, "tags", stored.Tags);
            AddList(text, "slots", SlotsOf(stored));
        }

        return text.Append(CultureInfo.InvariantCulture, $", variants={explanation.Variants.Count}").ToString();
    }

    private static void Add(StringBuilder text, string name, string value)
    {
        text.Append(text.Length == 0 ? "" : ", ").Append(name).Append('=');
        AddString(text, value);
    }

    private static void AddList(StringBuilder text, string name, IEnumerable<string> values)
    {
        text.Append(", ").Append(name).Append("=(");
        var separator = "";
        foreach (var value in values)
        {
            text.Append(separator);
            AddString(text, value);
            separator = " ";
        }

        text.Append(')');
    }

    // Strings of structured fields are visible ASCII; all else is escaped as in URLs.
    private static void AddString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value.Length <= 512 ? value : value[..512])
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                >= ' ' and <= '~' => text.Append(c),
                _ => text.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}"),
            };
        }

        text.Append('"');
    }

    /// <summary>The slots of the compiled page beside a response.</summary>
    public static IReadOnlyList<string> SlotsOf(VariantExplanation variant)
    {
        var names = new List<string>();
        if (variant.Response.Derived is PageContent page)
        {
            foreach (var slot in page.Slots)
            {
                names.Add(slot.Id);
            }
        }

        return names;
    }
}
