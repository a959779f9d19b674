namespace EdgeGateway.Configuration;

/// <summary>A configuration that cannot be used, with every problem found in it.</summary>
internal sealed class ConfigException(string file, IReadOnlyList<ConfigProblem> problems)
    : Exception($"'{file}' has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}.")
{
    public string File { get; } = file;

    public IReadOnlyList<ConfigProblem> Problems { get; } = problems;
}
