using System.Collections.Concurrent;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// The second level of the key: the policy's own parts (partition, policy, device, headers) and the fields that the response's
/// <c>Vary</c> names (RFC 9111 section 4.1). Fields that a shared fetch always sends alike are left out: they cannot vary.
/// </summary>
internal sealed class Variance
{
    /// <summary>Responses with equal Vary share one object: few differ, and a lookup compares objects first.</summary>
    private static readonly ConcurrentDictionary<string, Variance> Known = new(StringComparer.Ordinal);
    private const int MostKnown = 1024;

    private Variance(string[] names) => Names = names;

    public static Variance None { get; } = new([]);

    /// <summary>Lower case, sorted; without fields that a shared fetch never sends.</summary>
    public string[] Names { get; }

    /// <summary>The response differs by cookie: only requests without one that counts may reuse it.</summary>
    public bool ByCookie { get; private init; }

    /// <summary>The response differs by credentials: only requests without them may reuse it.</summary>
    public bool ByAuthorization { get; private init; }

    public static Variance Of(VaryField vary)
    {
        if (vary.Names.Length == 0)
        {
            return None;
        }

        var text = string.Join(',', vary.Names);
        if (Known.TryGetValue(text, out var known))
        {
            return known;
        }

        var made = Make(vary);
        return Known.Count < MostKnown ? Known.GetOrAdd(text, made) : made;
    }

    private static Variance Make(VaryField vary)
    {
        // Fills ask for identity always, so Accept-Encoding has one normalised value for every visitor; what is never sent
        // cannot have changed the response.
        string[] names = [.. vary.Names.Where(OriginHeaders.MayPass)];
        return new Variance(names)
        {
            ByCookie = vary.Names.Contains("cookie"),
            ByAuthorization = vary.Names.Contains("authorization"),
        };
    }

    public bool SameAs(Variance other) =>
        ReferenceEquals(this, other)
        || (ByCookie == other.ByCookie && ByAuthorization == other.ByAuthorization && Names.AsSpan().SequenceEqual(other.Names));

    /// <summary>Writes the second level of a request's key under this variance.</summary>
    public void Write(ref KeyWriter writer, CacheRequest request)
    {
        PolicyKey.Write(ref writer, request);
        foreach (var name in Names)
        {
            if (!request.Policy.Rules.Normalises(name))
            {
                writer.Fields(name, request.Headers[name]);
            }
        }
    }

    /// <summary>The second level of a request's key as bytes of its own.</summary>
    public byte[] KeyOf(CacheRequest request)
    {
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        Write(ref writer, request);
        var key = writer.Written.ToArray();
        writer.Dispose();
        return key;
    }

    /// <summary>Whether a request has this second level.</summary>
    public bool Matches(CacheRequest request, ReadOnlySpan<byte> secondaryKey)
    {
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        Write(ref writer, request);
        var same = writer.Written.SequenceEqual(secondaryKey);
        writer.Dispose();
        return same;
    }
}
