using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Configuration;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Site;

/// <summary>
/// What the host adds to the cache key of a policy: device, country and segments, from the request alone. The visitor is not known
/// yet and must not be (docs/decisions/0005-cache-before-visitor.md).
/// </summary>
internal sealed class RouteKey
{
    private static readonly string[] Devices = [.. Enum.GetNames<DeviceClass>().Select(name => name.ToLowerInvariant())];

    private readonly SegmentProgram _program;
    private readonly int[] _segments;
    private readonly bool _device;
    private readonly bool _country;

    private RouteKey(CachePolicy policy, IReadOnlyList<SegmentDefinition> segments)
    {
        _program = segments.Count == 0 ? SegmentProgram.Empty : SegmentProgram.Compile(segments, []);
        Policy = segments.Count == 0 ? policy : policy with { SegmentsVersion = VersionOf(segments) };
        _segments = [.. policy.KeyedSegments.Select(_program.IndexOf)];
        _device = policy.Keys(VaryKind.Device);
        _country = policy.Keys(VaryKind.Country);
    }

    /// <summary>The key of the built-in policy.</summary>
    public static RouteKey Default { get; } = new(CachePolicy.Default, []);

    /// <summary>The policy; its keys name the rules of its segments.</summary>
    public CachePolicy Policy { get; }

    /// <summary>Compiles the key of every policy; segments that a key cannot hold are problems.</summary>
    public static IReadOnlyDictionary<string, RouteKey> Compile(GatewayConfig config, List<ConfigProblem> problems)
    {
        var keys = new Dictionary<string, RouteKey>(StringComparer.Ordinal);
        var reported = new List<IReadOnlyList<string>>();
        foreach (var (name, policy) in config.Cache.Policies)
        {
            var found = new List<(string Name, string Message)>();
            keys[name] = new RouteKey(policy, ContextSegments.Find(config.Segments, policy.KeyedSegments, found));

            // Those who inherit the list inherit its mistake.
            if (!reported.Exists(list => ReferenceEquals(list, policy.VaryBy)))
            {
                reported.Add(policy.VaryBy);
                problems.AddRange(found.Select(problem => new ConfigProblem(
                    $"Edge:Cache:Policies:{name}:VaryBy:{policy.VaryBy.ToList().IndexOf("segment:" + problem.Name)}", problem.Message)));
            }
        }

        return keys;
    }

    public string DeviceOf(IHeaderDictionary headers) =>
        _device ? Devices[(int)VisitorContextReader.Read(headers).Device] : "";

    public string CountryOf(IHeaderDictionary headers) => _country ? CountryReader.Read(headers[Policy.CountryHeader]) : "";

    /// <summary>One bit for each keyed segment that holds.</summary>
    public uint SegmentsOf(IHeaderDictionary headers, ReadOnlySpan<char> path, TimeProvider time)
    {
        if (_segments.Length == 0)
        {
            return 0;
        }

        var input = new RuleInput
        {
            Context = VisitorContextReader.Read(headers),
            Path = path,
            Now = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        SegmentSet holds = default;
        _program.Evaluate(in input, ref holds);
        var bits = 0u;
        for (var i = 0; i < _segments.Length; i++)
        {
            bits |= holds.Contains(_segments[i]) ? 1u << i : 0;
        }

        return bits;
    }

    private static string VersionOf(IReadOnlyList<SegmentDefinition> segments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', segments.Select(segment => $"{segment.Name}\0{segment.When}")))))[..16];
}
