using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Storage;

/// <summary>Chooses the header fields to keep (RFC 9111 section 3.1) and merges those of a 304 (section 3.2).</summary>
internal static class StoredHeadersBuilder
{
    /// <summary>Fields that are recomputed for each answer, spoke to us alone, or must never be shared.</summary>
    private static readonly HashSet<string> NeverKept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Age", "Content-Length", "Set-Cookie", OriginDirectives.SurrogateControl,
    };

    /// <summary>Fields that describe the stored body, which a 304 did not send again.</summary>
    private static readonly HashSet<string> DescribeBody = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Encoding", "Content-Range", "Content-Type", "Content-Length",
    };

    /// <summary>What a visitor without part in the fetch may see.</summary>
    public static StoredHeaders Shared(IHeaderDictionary headers, ResponseDirectives directives) =>
        Build(headers, name => !NeverKept.Contains(name) && !ContainsName(directives.RemovedFields, name));

    /// <summary>What the visitor who caused the fetch may see: everything end-to-end.</summary>
    public static StoredHeaders EndToEnd(IHeaderDictionary headers) =>
        Build(headers, static name => !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));

    /// <summary>The stored fields, replaced by those that the 304 carries; without a Date it dates from its arrival.</summary>
    public static IHeaderDictionary Merge(StoredResponse stored, IHeaderDictionary notModified)
    {
        var merged = new HeaderDictionary();
        stored.Headers.CopyAllTo(merged);
        merged.Remove("Date");
        merged[OriginDirectives.SurrogateControl] = stored.Decision.SurrogateControl;
        foreach (var (name, values) in notModified)
        {
            if (!DescribeBody.Contains(name))
            {
                merged[name] = values;
            }
        }

        return merged;
    }

    private static StoredHeaders Build(IHeaderDictionary headers, Func<string, bool> keep)
    {
        var connection = new ConnectionFields(headers.Connection);
        var names = new List<string>(headers.Count);
        var values = new List<StringValues>(headers.Count);
        foreach (var (name, value) in headers)
        {
            if (value.Count > 0 && !connection.IsHopByHop(name) && keep(name))
            {
                names.Add(name);
                values.Add(value);
            }
        }

        return new StoredHeaders([.. names], [.. values]);
    }

    private static bool ContainsName(StringValues names, string name)
    {
        foreach (var candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
