using System.Buffers;
using EdgeGateway.Caching;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Cache</c>: the memory limit and named policies, which may extend one another.</summary>
internal static class CacheSection
{
    private const string Default = "default";
    private const string HeaderPrefix = "header:";

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly string[] Modes = ["origin", "override", "bypass"];
    private static readonly string[] ForwardModes = ["all", "keyed"];

    public static CacheConfig Read(ConfigNode edge)
    {
        var node = edge.Object("Cache");
        var config = new CacheConfig(node.Size("MaxBytes", 512L << 20, 1L << 20, 1L << 40), ReadPolicies(node.Object("Policies")));
        node.RejectUnknownKeys();
        return config;
    }

    private static Dictionary<string, CachePolicy> ReadPolicies(ConfigNode section)
    {
        var nodes = section.Members().ToDictionary(member => member.Name, member => member.Node, StringComparer.Ordinal);
        var policies = new Dictionary<string, CachePolicy>(StringComparer.Ordinal);
        foreach (var name in nodes.Keys)
        {
            Resolve(name, nodes, policies, []);
        }

        policies.TryAdd(Default, CachePolicy.Default);
        return policies;
    }

    private static CachePolicy Resolve(
        string name, Dictionary<string, ConfigNode> nodes, Dictionary<string, CachePolicy> done, List<string> path)
    {
        if (done.TryGetValue(name, out var known))
        {
            return known;
        }

        var node = nodes[name];
        path.Add(name);
        var parent = CachePolicy.Default;
        if (node.Text("Extends") is { } extends && !(extends == Default && !nodes.ContainsKey(Default)))
        {
            if (!nodes.ContainsKey(extends))
            {
                node.Problem("Extends", $"The policy '{extends}' does not exist; accepted are {Names(nodes)}." + NearMiss.Hint(extends, nodes.Keys));
            }
            else if (path.Contains(extends))
            {
                node.Problem("Extends", $"The policy '{name}' extends itself by way of {string.Join(" -> ", path.SkipWhile(step => step != extends))} -> {extends}; a chain must end at 'default'.");
            }
            else
            {
                parent = Resolve(extends, nodes, done, path);
            }
        }

        return done[name] = ReadPolicy(name, node, parent);
    }

    private static CachePolicy ReadPolicy(string name, ConfigNode node, CachePolicy parent)
    {
        var ttl = node.Object("Ttl");
        var query = node.Object("Query");
        var cookies = node.Object("Cookies");
        var policy = parent with
        {
            Name = name,
            Mode = (CacheMode?)Index(node.Word("Mode", Modes), Modes) ?? parent.Mode,
            Forward = (ForwardMode?)Index(node.Word("Forward", ForwardModes), ForwardModes) ?? parent.Forward,
            TtlWhenOriginSilent = ttl.Duration("WhenOriginSilent") ?? parent.TtlWhenOriginSilent,
            Ttl = ttl.Duration("Override") ?? parent.Ttl,
            StaleWhileRevalidate = node.Duration("StaleWhileRevalidate") ?? parent.StaleWhileRevalidate,
            StaleIfError = node.Duration("StaleIfError") ?? parent.StaleIfError,
            QueryIgnore = query.Has("Ignore") ? ReadIgnored(query) : parent.QueryIgnore,
            IgnoreCookies = cookies.Has("Ignore") ? cookies.Texts("Ignore") : parent.IgnoreCookies,
            VaryBy = node.Has("VaryBy") ? ReadVaryBy(node) : parent.VaryBy,
            Tags = node.Has("Tags") ? node.Texts("Tags") : parent.Tags,
            MaxObjectBytes = node.Size("MaxObjectBytes", parent.MaxObjectBytes, 1, 1L << 30),
            Compress = node.Flag("Compress", parent.Compress),
            MaxVariants = node.Integer("MaxVariants", parent.MaxVariants, 1, 1000),
        };
        if (policy is { Mode: CacheMode.Override, Ttl: null } && !ttl.Has("Override"))
        {
            ttl.Problem("Override", "The key 'Override' is missing; a policy of mode 'override' needs a lifetime such as \"60s\".");
        }

        ttl.RejectUnknownKeys();
        query.RejectUnknownKeys();
        cookies.RejectUnknownKeys();
        node.RejectUnknownKeys();
        return policy;
    }

    private static List<string> ReadVaryBy(ConfigNode node)
    {
        var accepted = new List<string>();
        foreach (var (index, entry) in node.Texts("VaryBy").Index())
        {
            if (entry == "device" || (entry.StartsWith(HeaderPrefix, StringComparison.Ordinal) && IsToken(entry.AsSpan(HeaderPrefix.Length))))
            {
                accepted.Add(entry);
            }
            else
            {
                node.Refuse($"VaryBy:{index}", entry, "device or header:NAME", NearMiss.Hint(entry, ["device"]));
            }
        }

        return accepted;
    }

    // Without its query, pages of one path would stand for each other.
    private static List<string> ReadIgnored(ConfigNode query)
    {
        var accepted = new List<string>();
        foreach (var (index, entry) in query.Texts("Ignore").Index())
        {
            if (entry.TrimEnd('*').Length > 0)
            {
                accepted.Add(entry);
            }
            else
            {
                query.Refuse($"Ignore:{index}", entry, "a parameter's name, or a prefix with a closing *, such as utm_*");
            }
        }

        return accepted;
    }

    // RFC 9110 section 5.6.2.
    private static bool IsToken(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(TokenCharacters);

    private static int? Index(string? word, string[] words) => word is null ? null : Array.IndexOf(words, word);

    private static string Names(Dictionary<string, ConfigNode> nodes) => string.Join(", ", nodes.Keys.Append(Default).Distinct());
}
