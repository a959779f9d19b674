using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Context;

namespace EdgeGateway.Visitors.Tests.Context;

public sealed class BotDetectorTests
{
    private const string Chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    [Theory]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData(Chrome, false)]
    [InlineData(Chrome + " Edg/131.0.0.0", false)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", false)]
    [InlineData("Mozilla/5.0 (Linux; Android 10; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0 Mobile Safari/537.36", false)]
    [InlineData("Mozilla/5.0 (Linux; Android 10; CUBOT X19) AppleWebKit/537.36 Chrome/99.0 Mobile (compatible; Googlebot/2.1)",
        true)]
    [InlineData("Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)", false)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true)]
    [InlineData("Mozilla/5.0 (compatible; Whatever/1.0)", true)]
    [InlineData("curl/8.5.0", true)]
    [InlineData("python-requests/2.31.0", true)]
    [InlineData("SomeTool", true)]
    [InlineData("WhatsApp/2.19.92 i", true)]
    [InlineData(Chrome + " HeadlessChrome/131.0", true)]
    public void UserAgent_IsJudged(string userAgent, bool expected) => Assert.Equal(expected, BotDetector.IsBot(userAgent));

    [DataFact(UserAgentFiles.Bots)]
    public void KnownCrawlers_AreFoundInAtLeast95Percent()
    {
        var bots = UserAgentFiles.ReadBots();
        var missed = bots.Where(bot => !BotDetector.IsBot(bot)).ToList();

        Assert.True(bots.Count > 2000);
        Assert.True(missed.Count <= bots.Count * 0.05, $"{missed.Count} of {bots.Count} missed: {string.Join('\n', missed)}");
    }

    [DataTheory(UserAgentFiles.Bots)]
    [InlineData("firefox_user_agent_strings.yaml", 200)]
    [InlineData("opera_mini_user_agent_strings.yaml", 150)]
    public void RealBrowsers_AreNeverBots(string file, int atLeast)
    {
        var browsers = UserAgentFiles.ReadBrowsers(file);

        Assert.True(browsers.Count >= atLeast, $"{browsers.Count} read");
        Assert.All(browsers, browser => Assert.False(BotDetector.IsBot(browser), browser));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true)]
    [InlineData("facebookexternalhit/1.1", true)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36", false)]
    [InlineData("curl/7.88.1", false)]
    [InlineData("python-requests/2.31", false)]
    [InlineData("CUBOT_NOTE Mozilla/5.0 (Linux; Android 9) Chrome/90 Mobile Safari/537.36", false)]
    public void Crawlers_DeclareThemselves(string userAgent, bool expected) =>
        Assert.Equal(expected, BotDetector.IsCrawler(userAgent));
}
