using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching;

/// <content>Invalidation by unsafe methods and purges. A fetch that began before one is not stored.</content>
public sealed partial class PageCache
{
    /// <summary>Removes what is stored for a target after an unsafe method succeeded on it (RFC 9111 section 4.4).</summary>
    /// <param name="scheme">The scheme of the request.</param>
    /// <param name="host">Its host.</param>
    /// <param name="target">Its path and query as received.</param>
    /// <param name="policy">The policy of the route, whose query rules made the key; default the built-in one.</param>
    /// <returns>How many responses were removed.</returns>
    public int Invalidate(string scheme, string host, string target, CachePolicy? policy = null) =>
        PurgeTarget(scheme, host, target, PurgeMode.Hard, policy);

    /// <summary>Purges all variants of a URL.</summary>
    /// <param name="url">An absolute http or https URL, spelled as visitors request it.</param>
    /// <param name="mode">Remove, or mark stale.</param>
    /// <param name="policy">The policy of its route; default the built-in one.</param>
    /// <returns>How many responses were hit.</returns>
    /// <exception cref="ArgumentException">The URL is not absolute.</exception>
    public int PurgeUrl(string url, PurgeMode mode, CachePolicy? policy = null)
    {
        // Split by hand: Uri would change escapes, and keys are made of the bytes as sent.
        var colon = url.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw new ArgumentException(
                $"The URL '{url}' to purge is not absolute; accepted is 'https://host/path'.", nameof(url));
        }

        var rest = url.AsSpan(colon + 3);
        var slash = rest.IndexOf('/');
        var host = slash < 0 ? rest : rest[..slash];
        var target = slash < 0 ? "/" : rest[slash..].ToString();
        var count = PurgeTarget(url[..colon].ToLowerInvariant(), host.ToString(), target, mode, policy);
        Log.Purged(_logger, count, "url", mode.ToString());
        return count;
    }

    /// <summary>Purges every response with a surrogate key.</summary>
    /// <returns>How many responses were hit.</returns>
    public int PurgeTag(string tag, PurgeMode mode)
    {
        _purges.PurgedTag(tag);
        var variants = _tags.Find(tag);
        foreach (var variant in variants)
        {
            Purge(variant, mode);
        }

        Log.Purged(_logger, variants.Length, "tag", mode.ToString());
        return variants.Length;
    }

    /// <summary>Purges everything.</summary>
    /// <returns>How many responses were hit.</returns>
    public int PurgeAll(PurgeMode mode)
    {
        _purges.PurgedAll();
        var count = 0;
        foreach (var record in _records.All)
        {
            count += Purge(record, mode);
        }

        Log.Purged(_logger, count, "all", mode.ToString());
        return count;
    }

    private int PurgeTarget(string scheme, string host, string target, PurgeMode mode, CachePolicy? policy)
    {
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        var stripped = (policy ?? CachePolicy.Default).Rules.Query.Apply(target);
        PrimaryKey.Write(ref writer, scheme, HostName.Canonical(scheme, host), stripped);
        var record = _records.Find(writer.Written);
        writer.Dispose();
        return record is null ? 0 : Purge(record, mode);
    }

    private int Purge(CacheRecord record, PurgeMode mode)
    {
        StoredVariant[] variants;
        lock (record.Gate)
        {
            record.Generation++;
            variants = record.Variants;
        }

        foreach (var variant in variants)
        {
            Purge(variant, mode);
        }

        return variants.Length;
    }

    private void Purge(StoredVariant variant, PurgeMode mode)
    {
        if (mode == PurgeMode.Soft)
        {
            variant.Response.MarkStale();
        }
        else
        {
            Remove(variant);
        }
    }
}
