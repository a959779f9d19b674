using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Who gets the page for nobody. Every program does until it has agreed and carries the signed id that agreeing gives: then
/// it may be a site's own browser test or an app, and is a visitor. Declared crawlers stay nobody, whatever they carry.
/// </summary>
internal static class BotRule
{
    public static bool Applies(in VisitorContext visitor, IdentityOutcome identity, IHeaderDictionary headers) =>
        visitor.IsBot && (identity != IdentityOutcome.Known || BotDetector.IsCrawler(headers.UserAgent.ToString()));
}
