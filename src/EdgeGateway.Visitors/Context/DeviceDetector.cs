using System.Buffers;

namespace EdgeGateway.Visitors.Context;

/// <summary>
/// Tells the kind of device from client hints (https://wicg.github.io/ua-client-hints/) and the <c>User-Agent</c>.
/// </summary>
public static class DeviceDetector
{
    private static readonly SearchValues<string> Others = Words(
        "smart-tv", "smarttv", "googletv", "appletv", "hbbtv", "netcast", "tizen 2.", "web0s",
        "bravia", "roku", "crkey", "aftb", "aftt", "playstation", "xbox", "nintendo", "watchos", " watch");

    private static readonly SearchValues<string> Tablets = Words(
        "ipad", "tablet", "kindle", "silk/", "playbook", "nexus 7", "nexus 9", "nexus 10", "sm-t");

    private static readonly SearchValues<string> Mobiles = Words(
        "mobi", "iphone", "ipod", "windows phone", "iemobile", "blackberry", "bb10", "opera mini",
        "midp", "symbian", "series60", "nokia", "ucweb", "docomo", "webos", "palm");

    private static readonly SearchValues<string> Desktops = Words(
        "windows nt", "windows 9", "macintosh", "x11", "cros", "linux", "mac_powerpc");

    /// <summary>Decides.</summary>
    /// <param name="userAgent">The <c>User-Agent</c> header.</param>
    /// <param name="mobileHint">
    /// The <c>Sec-CH-UA-Mobile</c> header: <c>?1</c> for a phone; it does not tell tablets from desktops.
    /// </param>
    public static DeviceClass Detect(ReadOnlySpan<char> userAgent, ReadOnlySpan<char> mobileHint)
    {
        if (userAgent.ContainsAny(Others))
        {
            return DeviceClass.Other;
        }

        // Android without "Mobile" is a tablet: what Google asks of makers, and what Chrome's reduced string keeps.
        if (userAgent.ContainsAny(Tablets)
            || (userAgent.Contains("android", StringComparison.OrdinalIgnoreCase)
                && !userAgent.Contains("mobi", StringComparison.OrdinalIgnoreCase) && !mobileHint.SequenceEqual("?1")))
        {
            return DeviceClass.Tablet;
        }

        if (mobileHint.SequenceEqual("?1") || userAgent.ContainsAny(Mobiles))
        {
            return DeviceClass.Mobile;
        }

        return mobileHint.SequenceEqual("?0") || userAgent.ContainsAny(Desktops) ? DeviceClass.Desktop : DeviceClass.Other;
    }

    private static SearchValues<string> Words(params ReadOnlySpan<string> words) =>
        SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
