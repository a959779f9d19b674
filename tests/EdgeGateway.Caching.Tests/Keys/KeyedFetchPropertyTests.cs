using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Tests.Keys;

/// <summary>
/// The law behind <c>Forward: keyed</c>: requests with one key send the origin one and the same request, byte for byte. So whatever a
/// visitor writes outside the key cannot change what others get.
/// </summary>
public sealed class KeyedFetchPropertyTests
{
    private const int Seed = 20260202;
    private const int Rounds = 60_000;
    private const string Written = "ab/?&;=%2f.+~:@!$'()*,";

    private static readonly string[] Hosts = ["shop.test", "Shop.test", "shop.test.", "shop.test:443", "shop.test:80", "other.test"];
    private static readonly string[] Targets =
        ["/", "/?a=1&b=2", "/?b=2&a=1", "/?utm_x=1", "/?utm_x=2", "/?a=1&utm_x=1&b=2", "/?A=1", "/%61", "/a", "/?", "/?a=1&a=2", "/?a=2&a=1"];
    private static readonly string[] Names =
        ["Accept-Language", "Cookie", "X-Tenant", "User-Agent", "Accept", "X-Forwarded-Host", "X-Original-URL", "Origin", "Vary-Me",
         "X_Forwarded_Host", "Edge-Segments", "Edge-Country", "Connection", "Authorization", "Range", "If-None-Match", "Cache-Control"];
    private static readonly string[] Values =
        ["", " ", "de", "de, en;q=0.5", "en", "fr", "currency=EUR", "currency=USD; a=1", "a=1; currency=EUR", "currency", "currency=", "x", " x", "vary-me", "bytes=0-1"];

    [Fact]
    public void OneKey_IsOneRequestToTheOrigin()
    {
        var random = new Random(Seed);
        var sent = new Dictionary<string, string>(StringComparer.Ordinal);
        var shared = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var policy = Policies[random.Next(Policies.Length)];
            var request = RandomRequest(random, policy);
            var variance = Variances[random.Next(Variances.Length)];
            if (RequestScreen.Check(request) != NotStoredReason.None)
            {
                continue;
            }

            var (key, toOrigin) = (KeyOf(request, variance), SentFor(request, variance));

            if (!sent.TryAdd(key, toOrigin))
            {
                shared++;
                Assert.True(sent[key] == toOrigin, $"Seed {Seed}, round {i}: one key, two requests:\n{sent[key]}\n{toOrigin}");
            }
        }

        Assert.True(shared > Rounds / 20, $"Only {shared} of {Rounds} requests shared a key: the test would not see a difference.");
    }

    [Fact]
    public void TargetThatNoRuleTouches_IsForwardedAsReceived()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Rounds; i++)
        {
            var target = "/" + string.Create(random.Next(12), random, static (span, r) =>
            {
                foreach (ref var c in span)
                {
                    c = Written[r.Next(Written.Length)];
                }
            });

            Assert.Same(target, CachePolicy.Default.Rules.Query.Apply(target));
            Assert.Equal(target, new CachePolicy { QueryIgnore = ["zz"] }.Rules.Query.Apply(target));
        }
    }

    private static readonly CachePolicy[] Policies =
    [
        Keyed() with { Name = "plain" },
        Keyed() with { Name = "all", VaryBy = ["device", "language", "country", "header:X-Tenant", "cookie:currency", "segment:s"], Languages = ["en", "de"] },
        Keyed() with { Name = "query", QueryIgnore = ["utm_*"], QuerySort = true },
        Keyed() with { Name = "include", QueryInclude = ["a"], VaryBy = ["language"], Languages = ["de"] },
    ];

    private static readonly Variance[] Variances =
        [Variance.None, Learned("vary-me"), Learned("accept-language, user-agent"), Learned("accept, cookie, x-forwarded-host")];

    private static CachePolicy Keyed() => new() { Forward = ForwardMode.Keyed };

    private static Variance Learned(string vary) => Variance.Of(VaryField.Read(new HeaderDictionary { ["Vary"] = vary }));

    private static CacheRequest RandomRequest(Random random, CachePolicy policy)
    {
        var headers = new HeaderDictionary();
        for (var i = random.Next(4); i > 0; i--)
        {
            headers.Append(Names[random.Next(Names.Length)], Values[random.Next(Values.Length)]);
        }

        return new CacheRequest
        {
            Method = "GET",
            Scheme = random.Next(2) == 0 ? "https" : "http",
            Host = Hosts[random.Next(Hosts.Length)],
            Target = Targets[random.Next(Targets.Length)],
            Headers = headers,
            Policy = policy,
            Device = random.Next(2) == 0 ? "mobile" : "desktop",
            Country = random.Next(2) == 0 ? "DE" : "",
            SegmentBits = (uint)random.Next(2),
        };
    }

    private static string KeyOf(CacheRequest request, Variance variance)
    {
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        PrimaryKey.Write(
            ref writer, request.Scheme, HostName.Canonical(request.Scheme, request.Host), request.Policy.Rules.Query.Apply(request.Target));
        var key = Convert.ToHexString(writer.Written);
        writer.Dispose();
        return $"{key} {string.Join(',', variance.Names)} {Convert.ToHexString(variance.KeyOf(request))}";
    }

    private static string SentFor(CacheRequest request, Variance variance)
    {
        var headers = OriginHeaders.Create(request, variance, withAuthorization: false, validated: null);
        var fields = headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => $"{header.Key.ToLowerInvariant()}:{string.Join("\u0001", header.Value.Select(value => value!.Trim()))}");
        return string.Join('\n', fields.Prepend($"{request.Scheme} {HostName.Canonical(request.Scheme, request.Host)} {request.Policy.Rules.Query.Apply(request.Target)}"));
    }
}
