using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>
/// The tags of a response: those of the policy and those it names in <c>Surrogate-Key</c>, <c>xkey</c> or <c>Cache-Tag</c>.
/// </summary>
internal static class SurrogateKeys
{
    private const int MaxTags = 64;
    private const int MaxTagLength = 256;
    private static readonly string[] Fields = ["Surrogate-Key", "xkey", "Cache-Tag"];

    public static bool IsField(string name) => Array.Exists(Fields, field => field.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static string[] Of(StoredHeaders headers, CachePolicy policy)
    {
        var tags = new HashSet<string>(policy.Tags, StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            foreach (var line in headers[field])
            {
                foreach (var tag in (line ?? "").Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries))
                {
                    if (tags.Count < MaxTags && tag.Length <= MaxTagLength)
                    {
                        tags.Add(tag);
                    }
                }
            }
        }

        return [.. tags];
    }
}
