using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// Tells cookies that cannot change a page from those that may. Ours and the well-known analytics cookies below are written and
/// read by scripts in the browser; servers do not build pages from them.
/// </summary>
internal sealed class CookieRules(NamePatterns ignoredByPolicy)
{
    private static readonly NamePatterns Harmless = new(
    [
        "edge_id", "edge_consent",                                        // this gateway
        "_ga", "_ga_*", "_gid", "_gat", "_gat_*", "_dc_gtm_*", "_gcl_*", "_gac_*", "__gads", "__gpi", // Google Analytics, Ads
        "__utm*", "utm_*",                                                // Urchin, campaign copies
        "_fbp", "_fbc",                                                   // Meta
        "_hj*",                                                           // Hotjar
        "_clck", "_clsk", "_uetsid", "_uetvid", "_uetmsclkid",            // Microsoft Clarity, Ads
        "_pk_id*", "_pk_ses*", "_pk_ref*", "mtm_*",                       // Matomo
        "_ttp", "_tt_*", "_pin_unauth", "_scid", "_scid_r", "_rdt_uuid",  // TikTok, Pinterest, Snap, Reddit
        "li_fat_id", "_li_dcdm_c", "__hstc", "__hssc", "__hssrc", "hubspotutk", // LinkedIn, HubSpot
        "ajs_anonymous_id", "amplitude_id_*", "AMP_*", "mp_*",            // Segment, Amplitude, Mixpanel
        "_ym_*", "s_cc", "s_sq", "s_vi", "AMCV_*", "AMCVS_*", "_vwo_uuid*", "_parsely_*", "_cb", "_chartbeat2",
    ]);

    /// <summary>
    /// Whether a cookie may change the response; <paramref name="name"/> is then the first such cookie's name. A cookie
    /// without a name or a field that cannot be read counts as one.
    /// </summary>
    public bool FindSignificant(StringValues lines, out ReadOnlySpan<char> name)
    {
        foreach (var line in lines)
        {
            if (LineHasSignificant(line, out name))
            {
                return true;
            }
        }

        name = default;
        return false;
    }

    private bool LineHasSignificant(ReadOnlySpan<char> rest, out ReadOnlySpan<char> name)
    {
        while (rest.Length > 0)
        {
            var semicolon = rest.IndexOf(';');
            var pair = (semicolon < 0 ? rest : rest[..semicolon]).Trim(" \t");
            rest = semicolon < 0 ? default : rest[(semicolon + 1)..];
            if (pair.Length == 0)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            name = equals < 0 ? pair : pair[..equals].TrimEnd(" \t");
            if (!Harmless.Matches(name) && !ignoredByPolicy.Matches(name))
            {
                return true;
            }
        }

        name = default;
        return false;
    }
}
