using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Explaining;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <content>Explaining: the same look-ups and checks as a request makes, changing nothing.</content>
public sealed partial class PageCache
{
    /// <summary>Says what is stored for a request and how it would be answered now. Counts nothing and fetches nothing.</summary>
    public CacheExplanation Explain(CacheRequest request)
    {
        var rules = request.Policy.Rules;
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        PrimaryKey.Write(
            ref writer, request.Scheme, HostName.Canonical(request.Scheme, request.Host), rules.Query.Apply(request.Target));
        var key = writer.Written.ToArray();
        writer.Dispose();
        var record = _records.Find(key);
        var variant = record?.Find(request);
        var (outcome, reason) = Foresee(request, record, variant, key);
        var variance = variant?.Variance ?? CurrentVariance(record);
        var variants = Describe(record);
        return new CacheExplanation
        {
            Url = KeyText.UrlOf(key),
            Key = KeyText.PartsOf(variance.KeyOf(request), variance),
            Outcome = outcome,
            Reason = reason,
            Cookie = rules.Cookies.FindSignificant(request.Headers.Cookie, out var name) ? name.ToString() : null,
            Selected = variants.Find(described => ReferenceEquals(described.Response, variant)),
            Variants = variants,
            OnDisk = _disk?.MayHold(key) == true,
            RunningFetches = CountFills(record),
        };
    }

    /// <summary>The checks of <see cref="GetAsync"/> in their order. A test holds the two together.</summary>
    private (CacheOutcome Outcome, NotStoredReason Reason) Foresee(
        CacheRequest request, CacheRecord? record, StoredVariant? variant, byte[] key)
    {
        var credentials = CredentialsOf(request);
        var wishes = RequestDirectives.Read(request);
        var reason = RequestScreen.Check(request);
        if (reason == NotStoredReason.None && wishes.NoStore)
        {
            reason = NotStoredReason.RequestDirective;
        }

        if (reason == NotStoredReason.None && variant is not null)
        {
            reason = CheckReuse(variant, request, credentials);
            if (reason == NotStoredReason.None && ForeseeServing(variant, in wishes) is { } served)
            {
                return (served, reason);
            }
        }

        if (reason == NotStoredReason.None && wishes.OnlyIfCached)
        {
            reason = NotStoredReason.RequestDirective;
        }

        if (reason == NotStoredReason.None)
        {
            reason = CheckFetch(request, credentials, record, variant, key);
        }

        return (reason == NotStoredReason.None ? CacheOutcome.Miss : CacheOutcome.Bypass, reason);
    }

    private static CacheOutcome? ForeseeServing(StoredResponse response, in RequestDirectives wishes) =>
        (response.IsFresh && wishes.Accepts(response)) || wishes.AcceptsStale(response) ? CacheOutcome.Hit
        : wishes.AcceptsAny && response.MayServeWhileRevalidating ? CacheOutcome.StaleWhileRevalidate
        : response.IsRetryPostponed && response.MayServeUnreachable ? CacheOutcome.StaleIfError
        : null;

    private static List<VariantExplanation> Describe(CacheRecord? record)
    {
        var variants = new List<VariantExplanation>();
        for (var variant = record?.Newest; variant is not null; variant = variant.NextOfRecord)
        {
            if (!variant.Purged)
            {
                variants.Add(Describe(variant));
            }
        }

        return variants;
    }

    private static VariantExplanation Describe(StoredVariant variant)
    {
        return new VariantExplanation
        {
            Response = variant,
            Key = KeyText.PartsOf(variant.SecondaryKey, variant.Variance),
            Tags = [.. variant.Tags.Select(place => place.Entries.Tag).Order(StringComparer.Ordinal)],
            Codings = CodingsOf(variant),
            StoredBytes = variant.Size,
            Age = (long)variant.GetAge().TotalSeconds,
            Ttl = variant.GetTtlSeconds(),
            StaleWhileRevalidate = (long)variant.Decision.StaleWhileRevalidate.TotalSeconds,
            StaleIfError = (long)variant.Decision.StaleIfError.TotalSeconds,
        };
    }

    private static List<string> CodingsOf(StoredResponse response)
    {
        var codings = new List<string> { response.ContentEncoding ?? ContentCoding.Identity.ToText() };
        foreach (var coding in new[] { ContentCoding.Gzip, ContentCoding.Brotli })
        {
            if (response.Forms?[coding] is not null)
            {
                codings.Add(coding.ToText());
            }
        }

        return codings;
    }

    private static int CountFills(CacheRecord? record)
    {
        if (record is null)
        {
            return 0;
        }

        lock (record.Gate)
        {
            return record.Fills.Count;
        }
    }
}
