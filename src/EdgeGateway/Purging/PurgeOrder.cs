using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Purging;

/// <summary>One purge as somebody asked for it.</summary>
/// <param name="Kind">What it is aimed at.</param>
/// <param name="Target">The URL, tag, prefix or host; empty for everything.</param>
/// <param name="Mode">Remove, or mark stale.</param>
internal sealed record PurgeOrder(PurgeKind Kind, string Target, PurgeMode Mode)
{
    private const string Accepted =
        "Say what to purge with exactly one of url=http://host/path, tag=NAME, prefix=http://host/path, host=NAME or all=true.";

    private static readonly string[] Kinds = ["url", "tag", "prefix", "host", "all"];

    /// <summary>Reads a query such as <c>tag=page&amp;soft=true</c>. Null with a sentence when it is not one clear order.</summary>
    public static PurgeOrder? Read(IQueryCollection query, out string problem)
    {
        var named = query.Keys.Where(Kinds.Contains).ToList();
        var soft = query["soft"].ToString();
        problem = query.Keys.FirstOrDefault(name => name != "soft" && !Kinds.Contains(name)) is { } unknown
            ? $"The parameter '{unknown}' is unknown; accepted are {string.Join(", ", Kinds)} and soft.{NearMiss.Hint(unknown, [.. Kinds, "soft"])}"
            : soft is not ("" or "true" or "false") ? $"The value '{soft}' of soft is not accepted; it must be true or false."
            : named.Count != 1 || query[named[0]].Count != 1 ? Accepted
            : ProblemOf(named[0], query[named[0]].ToString());
        return problem.Length > 0
            ? null
            : new PurgeOrder(
                (PurgeKind)Array.IndexOf(Kinds, named[0]), named[0] == "all" ? "" : query[named[0]].ToString(),
                soft == "true" ? PurgeMode.Soft : PurgeMode.Hard);
    }

    private static string ProblemOf(string kind, string value) => kind switch
    {
        "url" or "prefix" when !IsAbsolute(value) => $"The {kind} '{value}' is not accepted; it must be absolute, such as http://host/path. {Accepted}",
        "all" when value != "true" => Accepted,
        "host" when value.AsSpan().ContainsAny("/ ?#") => $"The host '{value}' is not accepted; it must be a name with an optional port, such as shop.test:8443.",
        _ => value.Length == 0 ? Accepted : "",
    };

    private static bool IsAbsolute(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
