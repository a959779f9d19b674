namespace EdgeGateway.Configuration;

/// <summary>What all nodes of one file share: the problems found, and the keys that were asked for.</summary>
internal sealed class ConfigReading
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public List<ConfigProblem> Problems { get; } = [];

    /// <summary>Every key a getter asked for; names that operators choose are <c>*</c>, entries of an array <c>#</c>.</summary>
    public IReadOnlyCollection<string> Keys => _keys;

    public void AskedFor(string key) => _keys.Add(key);
}
