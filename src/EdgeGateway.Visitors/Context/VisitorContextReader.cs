using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EdgeGateway.Visitors.Context;

/// <summary>Reads what request headers tell about device, language and bots. Allocates nothing; never throws.</summary>
public static class VisitorContextReader
{
    private const string MobileHint = "Sec-CH-UA-Mobile";

    /// <summary>Longer strings are cut here: no browser sends so much, and every byte costs time.</summary>
    private const int MaxHeaderLength = 1024;

    /// <summary>Reads the context of a request.</summary>
    public static VisitorContext Read(IHeaderDictionary headers)
    {
        var userAgent = First(headers[HeaderNames.UserAgent]);
        return new VisitorContext(
            DeviceDetector.Detect(userAgent, First(headers[MobileHint])),
            BotDetector.IsBot(userAgent),
            LanguageReader.Read(First(headers[HeaderNames.AcceptLanguage])));
    }

    private static ReadOnlySpan<char> First(StringValues lines)
    {
        var text = lines.Count > 0 ? lines[0].AsSpan() : default;
        return text.Length <= MaxHeaderLength ? text : text[..MaxHeaderLength];
    }
}
