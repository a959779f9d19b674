using EdgeGateway.Caching;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <summary>Reads one cache policy: what it says replaces its parent's, key by key; a list replaces the whole list.</summary>
internal static class PolicyReader
{
    private const int MaxKeyedSegments = 8;

    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);
    private static readonly string[] Modes = ["origin", "override", "bypass"];
    private static readonly string[] ForwardModes = ["all", "keyed"];
    private static readonly string[] RequestDirectives = ["ignore", "obey"];

    public static CachePolicy Read(string name, ConfigNode node, CachePolicy parent, string? countryHeader)
    {
        var policy = parent with
        {
            Name = name,
            Mode = (CacheMode?)Index(node.Word("Mode", Modes), Modes) ?? parent.Mode,
            Forward = (ForwardMode?)Index(node.Word("Forward", ForwardModes), ForwardModes) ?? parent.Forward,
            StaleWhileRevalidate = node.Duration("StaleWhileRevalidate") ?? parent.StaleWhileRevalidate,
            StaleIfError = node.Duration("StaleIfError") ?? parent.StaleIfError,
            StaleIfUnreachable = node.Duration("StaleIfUnreachable") ?? parent.StaleIfUnreachable,
            ObeyRequestDirectives = node.Word("RequestDirectives", RequestDirectives) is { } directives ? directives == "obey" : parent.ObeyRequestDirectives,
            Compress = node.Flag("Compress", parent.Compress),
            Collapse = node.Flag("Collapse", parent.Collapse),
            Tags = node.Has("Tags") ? node.Texts("Tags") : parent.Tags,
            MinObjectBytes = node.Size("MinObjectBytes", parent.MinObjectBytes, 0, 1L << 30),
            MaxObjectBytes = node.Size("MaxObjectBytes", parent.MaxObjectBytes, 1, 1L << 30),
            MaxVariants = node.Integer("MaxVariants", parent.MaxVariants, 1, 1000),
        };
        policy = ReadKey(node, ReadLifetimes(node, policy, parent), parent, countryHeader);
        policy = AnswerHeaders.Read(node.Object("Headers"), policy, parent);
        if (policy.MinObjectBytes > policy.MaxObjectBytes && (node.Has("MinObjectBytes") || node.Has("MaxObjectBytes")))
        {
            node.Problem("MinObjectBytes", $"The value '{Quantities.Format(policy.MinObjectBytes)}' is not accepted; it must be at most MaxObjectBytes, which is '{Quantities.Format(policy.MaxObjectBytes)}'.");
        }

        node.RejectUnknownKeys();
        return policy;
    }

    private static CachePolicy ReadLifetimes(ConfigNode node, CachePolicy policy, CachePolicy parent)
    {
        var ttl = node.Object("Ttl");
        policy = policy with
        {
            TtlWhenOriginSilent = ttl.Duration("WhenOriginSilent") ?? parent.TtlWhenOriginSilent,
            Ttl = ttl.Duration("Override") ?? parent.Ttl,
            Status = node.Has("Status") ? ReadStatus(node) : parent.Status,
        };
        if (policy is { Mode: CacheMode.Override, Ttl: null } && node.Has("Mode") && !ttl.Has("Override"))
        {
            ttl.Problem("Override", "The key 'Override' is missing; a policy of mode 'override' needs a lifetime such as \"60s\".");
        }

        ttl.RejectUnknownKeys();
        return policy;
    }

    private static Dictionary<string, TimeSpan> ReadStatus(ConfigNode node)
    {
        var accepted = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (status, lifetime) in node.DurationMap("Status", TimeSpan.Zero, LongestLifetime))
        {
            if (StatusLifetimes.IsAccepted(status))
            {
                accepted[status] = lifetime;
            }
            else
            {
                node.Problem($"Status:{status}", $"The status '{status}' is not accepted; it must be {StatusLifetimes.Accepted}.");
            }
        }

        return accepted;
    }

    private static CachePolicy ReadKey(ConfigNode node, CachePolicy policy, CachePolicy parent, string? countryHeader)
    {
        var query = node.Object("Query");
        var cookies = node.Object("Cookies");
        var languages = node.Has("Languages") ? ReadLanguages(node) : parent.Languages;
        policy = policy with
        {
            QueryInclude = query.Has("Include") ? ReadNames(query, "Include") : parent.QueryInclude,
            QueryIgnore = query.Has("Ignore") ? ReadNames(query, "Ignore") : parent.QueryIgnore,
            QuerySort = query.Flag("Sort", parent.QuerySort),
            IgnoreCookies = cookies.Has("Ignore") ? cookies.Texts("Ignore") : parent.IgnoreCookies,
            Languages = languages,
            CountryHeader = countryHeader ?? parent.CountryHeader,
            VaryBy = node.Has("VaryBy") ? ReadVaryBy(node, languages, countryHeader) : parent.VaryBy,
        };
        query.RejectUnknownKeys();
        cookies.RejectUnknownKeys();
        return policy;
    }

    private static List<string> ReadVaryBy(ConfigNode node, IReadOnlyList<string> languages, string? countryHeader)
    {
        var accepted = new List<string>();
        foreach (var (index, entry) in node.Texts("VaryBy").Index())
        {
            var key = $"VaryBy:{index}";
            if (!VaryPart.TryParse(entry, out var part, out var why))
            {
                node.Refuse(key, entry, VaryPart.Accepted, why.Length > 0 ? $" {why}" : NearMiss.Hint(entry, ["device", "language", "country"]));
            }
            else if (part.Kind == VaryKind.Language && languages.Count == 0)
            {
                node.Problem(key, "The value 'language' needs the languages of the site; name them, the default first: \"Languages\": [\"en\", \"de\"].");
            }
            else if (part.Kind == VaryKind.Country && countryHeader is null)
            {
                node.Problem(key, "The value 'country' needs Edge:Cache:CountryHeader, the name of a request field that the proxy in front of this gateway sets and no visitor can.");
            }
            else
            {
                accepted.Add(entry);
            }
        }

        if (accepted.Count(entry => entry.StartsWith("segment:", StringComparison.Ordinal)) is > MaxKeyedSegments and var count)
        {
            node.Problem("VaryBy", $"The {count} segments are too many, since each doubles the variants; at most {MaxKeyedSegments} are accepted.");
            accepted.RemoveAll(entry => entry.StartsWith("segment:", StringComparison.Ordinal));
        }

        return accepted;
    }

    private static List<string> ReadLanguages(ConfigNode node)
    {
        var accepted = new List<string>();
        foreach (var (index, tag) in node.Texts("Languages").Index())
        {
            if (tag.Length is > 0 and <= 35 && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && char.IsAsciiLetter(tag[0]))
            {
                accepted.Add(tag);
            }
            else
            {
                node.Refuse($"Languages:{index}", tag, "a language tag such as en or pt-BR");
            }
        }

        return accepted;
    }

    // A lone * would make pages of one path stand for each other, or say nothing.
    private static List<string> ReadNames(ConfigNode query, string key)
    {
        var accepted = new List<string>();
        foreach (var (index, entry) in query.Texts(key).Index())
        {
            if (entry.TrimEnd('*').Length > 0)
            {
                accepted.Add(entry);
            }
            else
            {
                query.Refuse($"{key}:{index}", entry, "a parameter's name, or a prefix with a closing *, such as utm_*");
            }
        }

        return accepted;
    }

    private static int? Index(string? word, string[] words) => word is null ? null : Array.IndexOf(words, word);
}
