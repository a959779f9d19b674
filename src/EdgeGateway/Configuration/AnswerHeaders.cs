using EdgeGateway.Caching;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Headers</c> of a cache policy: fields set on, and taken from, every answer of its routes.</summary>
internal static class AnswerHeaders
{
    /// <summary>
    /// What says how an answer is framed, kept or told apart. Another Cache-Control on a personal page, say, would let a cache on the
    /// way give it to somebody else.
    /// </summary>
    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Age", "Cache-Control", "Cache-Status", "CDN-Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-Range",
        "Date", "Edge-Explain", "ETag", "Expires", "Keep-Alive", "Last-Modified", "Pragma", "Set-Cookie", "Surrogate-Control", "Trailer",
        "Transfer-Encoding", "Upgrade", "Vary", "Via",
    };

    public static CachePolicy Read(ConfigNode node, CachePolicy policy, CachePolicy parent)
    {
        policy = policy with
        {
            SetHeaders = node.Has("Set") ? ReadSet(node) : parent.SetHeaders,
            RemoveHeaders = node.Has("Remove") ? ReadRemove(node) : parent.RemoveHeaders,
        };
        node.RejectUnknownKeys();
        return policy;
    }

    private static Dictionary<string, string> ReadSet(ConfigNode node)
    {
        var accepted = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in node.TextMap("Set"))
        {
            if (!IsAccepted(node, $"Set:{name}", name))
            {
                continue;
            }

            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                node.Refuse($"Set:{name}", value, "visible ASCII");
            }
            else
            {
                accepted[name] = value;
            }
        }

        return accepted;
    }

    private static List<string> ReadRemove(ConfigNode node) =>
        [.. node.Texts("Remove").Index().Where(entry => IsAccepted(node, $"Remove:{entry.Index}", entry.Item)).Select(entry => entry.Item)];

    private static bool IsAccepted(ConfigNode node, string key, string name)
    {
        if (!HeaderName.IsToken(name))
        {
            node.Refuse(key, name, "the name of a response field, such as X-Frame-Options");
            return false;
        }

        if (Ours.Contains(name))
        {
            node.Problem(key, $"The field '{name}' is not accepted; what says how an answer is framed, kept or told apart is the gateway's and the origin's business.");
            return false;
        }

        return true;
    }
}
