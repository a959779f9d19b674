namespace EdgeGateway.Caching.Keys;

/// <summary>
/// Cookies that scripts in the browser write and read; servers do not build pages from them. They and our own are ignored by
/// every policy. docs/configuration.md shows this list to operators.
/// </summary>
internal static class AnalyticsCookies
{
    public static readonly string[] Names =
    [
        "edge_id", "edge_consent", "edge_preview",                         // this gateway
        "_ga", "_ga_*", "_gid", "_gat*", "_dc_gtm_*", "_gcl_*", "_gac_*", "__gads", "__gpi", "__utm*", // Google
        "_fbp", "_fbc",                                                    // Meta
        "_hj*",                                                            // Hotjar
        "_clck", "_clsk", "_uet*",                                         // Microsoft
        "_pk_*", "mtm_*",                                                  // Matomo
        "_ttp", "_tt_*", "_pin_unauth", "_scid", "_scid_r", "_rdt_uuid",   // TikTok, Pinterest, Snap, Reddit
        "li_fat_id", "_li_dcdm_c", "hubspotutk", "__hs*",                  // LinkedIn, HubSpot
        "ajs_*", "amplitude_*", "AMP_*", "mp_*", "optimizely*",            // Segment, Amplitude, Mixpanel, Optimizely
        "_ym_*", "s_cc", "s_sq", "s_vi", "AMCV_*", "AMCVS_*",              // Yandex, Adobe
        "_vwo_uuid*", "_parsely_*", "_cb", "_chartbeat2",                  // VWO, Parse.ly, Chartbeat
        "OptanonConsent", "OptanonAlertBoxClosed",                         // OneTrust
    ];
}
