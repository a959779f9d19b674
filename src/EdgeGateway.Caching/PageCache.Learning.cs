using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <content>Learning from answers that the host fetched by itself for requests that had to pass.</content>
public sealed partial class PageCache
{
    private static readonly TimeSpan RememberShareable = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Tells the cache what the origin answered to a GET that <see cref="CacheAnswer.MustForward"/> sent past it. From this it
    /// learns which pages the origin shares even with visitors that carry cookies, so that they may be filled without; nothing of
    /// the response is kept. Optional: without it such pages are only filled by visitors without cookies.
    /// </summary>
    /// <param name="request">The request, with its headers as they were.</param>
    /// <param name="answer">What the cache had answered.</param>
    /// <param name="statusCode">The origin's status.</param>
    /// <param name="headers">The origin's fields.</param>
    public void Observe(CacheRequest request, in CacheAnswer answer, int statusCode, IHeaderDictionary headers)
    {
        if (!answer.MustForward || !HttpMethods.IsGet(request.Method) || RequestScreen.Check(request) != NotStoredReason.None)
        {
            return;
        }

        var moment = new ResponseMoment(_time.GetUtcNow(), _time.GetTimestamp(), TimeSpan.Zero);
        var isPart = statusCode == StatusCodes.Status206PartialContent;
        var decision = StorageRules.Decide(
            isPart ? StatusCodes.Status200OK : statusCode, headers, request.Policy, sentAuthorization: false, in moment);
        if (!decision.MayStore && !isPart)
        {
            return;
        }

        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        PrimaryKey.Write(
            ref writer, request.Scheme, HostName.Canonical(request.Scheme, request.Host),
            request.Policy.Rules.Query.Apply(request.Target));
        var key = MemoryKey(request, writer.Written, CurrentVariance(_records.Find(writer.Written)));
        writer.Dispose();
        if (isPart)
        {
            ObservePart(request, answer.NotStored, ReasonAgainstTheWhole(decision, headers, request.Policy), key);
        }
        else if (answer.NotStored == NotStoredReason.Cookie && decision.SharedExplicitly && !decision.Variance.ByCookie)
        {
            _shareable.Remember(key, NotStoredReason.Cookie, RememberShareable);
        }
        else if (answer.NotStored != NotStoredReason.Cookie)
        {
            _uncacheable.Forget(key);
        }
    }

    /// <summary>While parts go past the cache, so that the whole is not asked for in vain again and again.</summary>
    private void ObservePart(CacheRequest request, NotStoredReason passed, NotStoredReason reason, ulong key)
    {
        if (reason != NotStoredReason.None && passed is not (NotStoredReason.Cookie or NotStoredReason.Authorization))
        {
            _uncacheable.Remember(key, reason, request.Policy.RememberUncacheable);
        }
    }

    private static NotStoredReason ReasonAgainstTheWhole(StoreDecision decision, IHeaderDictionary headers, CachePolicy policy)
    {
        // Content-Range: bytes 0-99/1234
        var range = headers.ContentRange.ToString();
        var isTooLarge = long.TryParse(range.AsSpan(range.LastIndexOf('/') + 1), out var length) && length > policy.MaxObjectBytes;
        return decision.MayStore && isTooLarge ? NotStoredReason.TooLarge : decision.Reason;
    }
}
