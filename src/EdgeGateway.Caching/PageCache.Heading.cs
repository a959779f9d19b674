using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <content>
/// HEAD for a stored response that is stale: a cleaned HEAD to the origin, whose answer freshens what is stored when it speaks of
/// the same body (RFC 9111 section 4.3.5). What a visitor's own HEAD brings never touches the store: fields outside the key may
/// have made it.
/// </content>
public sealed partial class PageCache
{
    private void OnHead(Fill fill, OriginResponse response, in ResponseMoment moment)
    {
        if (response.StatusCode == StatusCodes.Status200OK && fill.Stale is { } stale && SpeaksOf(stale, response.Headers))
        {
            Discard(fill);
            Refresh(fill, stale, response.Headers, response.StatusCode, in moment);
            return;
        }

        // The stored response stays stale. The answer has no body and is for its one asker.
        var decision = StorageRules.Decide(response.StatusCode, response.Headers, fill.Policy, fill.WithAuthorization, in moment);
        fill.Started.TrySetResult(new FillStart(FillStartKind.Streaming)
        {
            StatusCode = response.StatusCode,
            Decision = decision with { Reason = NotStoredReason.Method },
            SecondaryKey = decision.Variance.KeyOf(fill.Cause),
            SharedHeaders = StoredHeadersBuilder.Shared(response.Headers, decision.Directives),
            OwnHeaders = StoredHeadersBuilder.EndToEnd(response.Headers),
            ContentLength = response.Headers.ContentLength,
        });
        fill.Stored.TrySetResult(null);
    }

    /// <summary>The validators and the length that came are those of the stored response.</summary>
    private static bool SpeaksOf(StoredResponse stored, IHeaderDictionary headers)
    {
        var sameTag = headers.ETag.Count == 0 || EntityTags.Read(headers.ETag) == stored.ETag;
        var sameDate = headers.LastModified.Count == 0 || HttpDates.Read(headers.LastModified) == stored.LastModified;
        var sameBody = headers.ContentEncoding.Count == 0 && stored.ContentEncoding is null
            && (headers.ContentLength is not { } length || length == stored.Body.Length);
        return sameTag && sameDate && sameBody;
    }
}
