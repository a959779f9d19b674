using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// Tells cookies that cannot change a page from those that may: ours and the well-known analytics cookies, those that the policy
/// ignores, and those that are part of its key cannot.
/// </summary>
internal sealed class CookieRules(NamePatterns withoutEffect)
{
    private static readonly NamePatterns Analytics = new(AnalyticsCookies.Names);

    /// <summary>
    /// Whether a cookie may change the response; <paramref name="name"/> is then the first such cookie's name. A cookie
    /// without a name or a field that cannot be read counts as one.
    /// </summary>
    public bool FindSignificant(StringValues lines, out ReadOnlySpan<char> name)
    {
        var pairs = new CookiePairs(lines);
        while (pairs.MoveNext())
        {
            if (!Analytics.Matches(pairs.Name) && !withoutEffect.Matches(pairs.Name))
            {
                name = pairs.Name;
                return true;
            }
        }

        name = default;
        return false;
    }
}
