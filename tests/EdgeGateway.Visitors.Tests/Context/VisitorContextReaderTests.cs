using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Context;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Visitors.Tests.Context;

public sealed class VisitorContextReaderTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36", "?0", DeviceClass.Desktop)]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15", null, DeviceClass.Desktop)]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/131.0", null, DeviceClass.Desktop)]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0 Mobile Safari/537.36", "?1", DeviceClass.Mobile)]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0 Safari/537.36", "?0", DeviceClass.Tablet)]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0 Safari/537.36", "?1", DeviceClass.Mobile)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148", null, DeviceClass.Mobile)]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 15_3_1 like Mac OS X) Mobile/15E148", null, DeviceClass.Tablet)]
    [InlineData("Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) Safari/537.36", null, DeviceClass.Other)]
    [InlineData("Opera/9.80 (J2ME/MIDP; Opera Mini/4.2.14912/22.387; U; en) Presto/2.5.25", null, DeviceClass.Mobile)]
    [InlineData("", null, DeviceClass.Other)]
    [InlineData("", "?1", DeviceClass.Mobile)]
    public void Device_FollowsHintAndUserAgent(string userAgent, string? hint, DeviceClass expected) =>
        Assert.Equal(expected, DeviceDetector.Detect(userAgent, hint));

    [Theory]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", "de")]
    [InlineData("EN", "en")]
    [InlineData("en;q=0.5, fr", "fr")]
    [InlineData("en;q=0.5,fr;q=0.7,de;q=0.7", "fr")]
    [InlineData("*", "")]
    [InlineData("haw, *;q=0.1, it;q=0.05", "it")]
    [InlineData("en;q=2, fr;q=0.1", "fr")]
    [InlineData("en;q=0", "")]
    [InlineData("e1,,;,de;q=x", "")]
    [InlineData("", "")]
    public void Language_IsTheBestLiked(string header, string expected) => Assert.Equal(expected, LanguageReader.Read(header));

    [DataFact("user-agents/firefox_user_agent_strings.yaml")]
    public void FirefoxOnComputers_IsDesktop()
    {
        var strings = UserAgentFiles.ReadBrowsers("firefox_user_agent_strings.yaml");
        var desktops = strings.Where(s => s.Contains("Windows NT", StringComparison.Ordinal) || s.Contains("Macintosh", StringComparison.Ordinal)).ToList();

        Assert.True(desktops.Count > 100);
        Assert.All(desktops, s => Assert.Equal(DeviceClass.Desktop, DeviceDetector.Detect(s, default)));
    }

    [DataFact("user-agents/opera_mini_user_agent_strings.yaml")]
    public void OperaMini_IsAHandheld()
    {
        var strings = UserAgentFiles.ReadBrowsers("opera_mini_user_agent_strings.yaml");
        var handhelds = strings.Count(s => DeviceDetector.Detect(s, default) is DeviceClass.Mobile or DeviceClass.Tablet);

        Assert.True(handhelds >= strings.Count * 0.99, $"{handhelds} of {strings.Count}");
    }

    [Fact]
    public void Reading_AllocatesNothing()
    {
        var headers = new HeaderDictionary
        {
            ["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            ["Accept-Language"] = "de-DE,de;q=0.9",
            ["Sec-CH-UA-Mobile"] = "?0",
        };
        var length = Read(headers, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        length += Read(headers, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2020, length);
    }

    private static int Read(HeaderDictionary headers, int times)
    {
        var length = 0;
        for (var i = 0; i < times; i++)
        {
            length += VisitorContextReader.Read(headers).Language.Length;
        }

        return length;
    }
}
