using EdgeGateway.Caching.Collapsing;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// The policy's part of the second level of the key, and the same values as the fields of a fetch: what is keyed is what the
/// origin gets.
/// </summary>
internal static class PolicyKey
{
    /// <summary>Says which segments that are part of the key hold; only a gateway sends it.</summary>
    public const string SegmentsField = "Edge-Segments";

    public static void Write(ref KeyWriter writer, CacheRequest request)
    {
        var rules = request.Policy.Rules;
        writer.Field(request.Partition);
        writer.Field(request.Policy.Name);
        writer.Field(rules.Shape);
        var segment = 0;
        foreach (ref readonly var part in rules.Parts.AsSpan())
        {
            switch (part.Kind)
            {
                case VaryKind.Device: writer.Field(request.Device); break;
                case VaryKind.Country: writer.Field(request.Country); break;
                case VaryKind.Language: writer.Field(LanguageChoice.Choose(request.Headers.AcceptLanguage, rules.Languages)); break;
                case VaryKind.Segment: writer.Field((request.SegmentBits >> segment++ & 1) != 0 ? "yes" : "no"); break;
                case VaryKind.Header: writer.Fields(part.Name, request.Headers[part.Name]); break;
                default: WriteCookie(ref writer, request.Headers, part.Name); break;
            }
        }
    }

    /// <summary>Whether both keys are of one policy, whose parts have changed between them: the older one is found no more.</summary>
    public static bool IsOutdated(ReadOnlySpan<byte> older, ReadOnlySpan<byte> newer)
    {
        var left = new KeyReader(older);
        var right = new KeyReader(newer);
        return left.Skip().SequenceEqual(right.Skip()) && left.Skip().SequenceEqual(right.Skip()) && !left.Skip().SequenceEqual(right.Skip());
    }

    /// <summary>Sets the fields that tell the origin what the policy keys by.</summary>
    public static void CopyTo(IHeaderDictionary target, CacheRequest request)
    {
        var rules = request.Policy.Rules;
        var segment = 0;
        foreach (var part in rules.Parts)
        {
            switch (part.Kind)
            {
                case VaryKind.Device when request.Policy.Forward == ForwardMode.Keyed: target.UserAgent = DeviceUserAgent.Of(request.Device); break;
                case VaryKind.Device: break;
                case VaryKind.Country: SetCountry(target, request); break;
                case VaryKind.Language: target.AcceptLanguage = LanguageChoice.Choose(request.Headers.AcceptLanguage, rules.Languages); break;
                case VaryKind.Header: OriginHeaders.Copy(request.Headers, target, part.Name); break;
                case VaryKind.Segment: AddSegment(target, part.Name, (request.SegmentBits >> segment++ & 1) != 0); break;
                default: AddCookie(request.Headers, target, part.Name); break;
            }
        }
    }

    // 1 before each value and 0 at the end: a value can be anything, a list of any length.
    private static void WriteCookie(ref KeyWriter writer, IHeaderDictionary headers, string name)
    {
        var pairs = new CookiePairs(headers.Cookie);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual(name))
            {
                writer.Count(1);
                writer.Field(pairs.Value);
            }
        }

        writer.Count(0);
    }

    private static void AddCookie(IHeaderDictionary headers, IHeaderDictionary target, string name)
    {
        var pairs = new CookiePairs(headers.Cookie);
        while (pairs.MoveNext())
        {
            if (pairs.Name.SequenceEqual(name))
            {
                var before = target.Cookie.Count > 0 ? target.Cookie + "; " : "";
                target.Cookie = $"{before}{name}={pairs.Value}";
            }
        }
    }

    // What is no country is not in the key, so the field as it came must not reach the origin either.
    private static void SetCountry(IHeaderDictionary target, CacheRequest request)
    {
        target.Remove(request.Policy.CountryHeader);
        if (request.Country.Length > 0)
        {
            target[request.Policy.CountryHeader] = request.Country;
        }
    }

    private static void AddSegment(IHeaderDictionary target, string name, bool holds)
    {
        if (holds)
        {
            target[SegmentsField] = target.TryGetValue(SegmentsField, out var before) ? $"{before}, {name}" : name;
        }
    }
}
