using System.Buffers;

namespace EdgeGateway.Visitors.Context;

/// <summary>
/// Tells programs from browsers by their <c>User-Agent</c>. Three signs, cheapest proof first: a word that only programs
/// use; <c>(compatible;</c> without one of the old browsers that wrote it too; a start that no browser or app has.
/// Measured: 98 % of the 2,115 examples of crawler-user-agents, none of 447 Firefox and Opera Mini strings.
/// Programs that pose as browsers are not found here: that takes more than a header.
/// </summary>
public static class BotDetector
{
    /// <summary>A Cubot is a phone.</summary>
    private const string BotLikePhone = "cubot";

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "bot", "crawl", "spider", "slurp", "://", "archiv", "fetch", "monitor", "scan", "check", "curl", "wget", "python",
            "(java)", "java/1", "go-http", "okhttp", "httpclient", "libwww", "www::", "axios", "headless", "lighthouse",
            "selenium", "playwright", "puppeteer", "phantomjs", "facebookexternal", "meta-external", "mediapartners", "google-",
            "googleother", "googleagent", "google favicon", "web preview", "uripreview", "linkpreview", "bingpreview", "feed",
            "subscribers", "seo", "validat", "verif", "analy", "audit", "probe", "scrap", "synthetic", "ptst", "pingdom",
            "uptime", "appinsights", "datadog", "dareboost", "gtmetrix", "hotjar", "thousandeyes", "-agent", "agent/", "agent)",
            " agent", "indexer", "websearch", "resolver", "transcod", "favicon", "metadata", "webcapture", "webcopy", "httrack",
            "zgrab", "openvas", "inspector", "netcraft", "datanyze", "silktide", "hardenize", "securityheaders", "watchtowr",
            "collapsify", "optimizer", "cookiehub", "siteimprove", "linktiger", "outbrain", "sindup", "survey", "newsai",
            "newsnow", "manus-user", "chatgpt", "claude-", "perplexity", "copilot", "ahrefs", "imageproxy",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> OldCompatibles = SearchValues.Create(
        ["msie", "mspie", "trident", "konqueror", "opera", "netfront", "series60", "palmos", "icab", "galeon", "brew"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly string[] BrowserStarts = ["Mozilla/", "Opera/"];

    /// <summary>Phones and apps, whose strings start with any name.</summary>
    private static readonly SearchValues<string> PhoneWords = SearchValues.Create(
        [
            "android", "iphone", "ipad", "cfnetwork", "darwin", "symbian", "midp", "ucweb", "ucbrowser", "mqqbrowser",
            "blackberry", "brew", "windows phone", "obigo", "maui", "nokia", "samsung", "sonyericsson", "opera mini", "docomo",
            "kddi", "softbank", "nintendo",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>What crawlers say of themselves: a name, or an address to complain to.</summary>
    private static readonly SearchValues<string> CrawlerWords = SearchValues.Create(
        ["bot", "crawl", "spider", "slurp", "://", "facebookexternal", "meta-external", "mediapartners", "google-", "bingpreview"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True for a program that declares itself a crawler. Others (a headless browser, an HTTP library) may be somebody's own:
    /// one that has agreed and proves its id is treated as the visitor it says it is.
    /// </summary>
    public static bool IsCrawler(ReadOnlySpan<char> userAgent) => IsBot(userAgent) && userAgent.ContainsAny(CrawlerWords);

    /// <summary>True for a program. An absent header proves nothing and is false.</summary>
    public static bool IsBot(ReadOnlySpan<char> userAgent)
    {
        if (userAgent.IsWhiteSpace())
        {
            return false;
        }

        var compatible = userAgent.IndexOf("(compatible", StringComparison.OrdinalIgnoreCase);
        return HasBotWord(userAgent)
            || (compatible >= 0 && !userAgent.ContainsAny(OldCompatibles))
            || !(StartsLikeABrowser(userAgent) || IsPhoneOrApp(userAgent));
    }

    private static bool HasBotWord(ReadOnlySpan<char> userAgent)
    {
        for (var rest = userAgent; ;)
        {
            var at = rest.IndexOfAny(Words);
            if (at < 0)
            {
                return false;
            }

            var isPhone = at >= 2 && rest[(at - 2)..].StartsWith(BotLikePhone, StringComparison.OrdinalIgnoreCase);
            if (!isPhone)
            {
                return true;
            }

            rest = rest[(at + 3)..];
        }
    }

    private static bool StartsLikeABrowser(ReadOnlySpan<char> userAgent)
    {
        foreach (var start in BrowserStarts)
        {
            if (userAgent.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>WhatsApp fetches previews under its own name, with a phone's letter at the end.</summary>
    private static bool IsPhoneOrApp(ReadOnlySpan<char> userAgent) =>
        userAgent.ContainsAny(PhoneWords) && !userAgent.StartsWith("WhatsApp/", StringComparison.OrdinalIgnoreCase);
}
