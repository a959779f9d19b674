using EdgeGateway.Configuration;

namespace EdgeGateway.Site;

/// <summary>
/// Tells apart what an operator did wrong and what only follows from it: a selector that is a number is one mistake, and that
/// the slot then has an empty selector is none.
/// </summary>
internal static class FollowUp
{
    // Edge:Slots:NAME and Edge:Experiments:NAME: what is said of them concerns the name, not what is inside.
    private const int NamedDepth = 3;

    /// <summary>True when a problem of the same place, of a place around it or of a place in it was found in the text.</summary>
    public static bool IsOne(ConfigProblem problem, IReadOnlyList<ConfigProblem> written) =>
        written.Any(first => first.Path == problem.Path
            || IsInside(problem.Path, first.Path)
            || (IsInside(first.Path, problem.Path) && problem.Path.AsSpan().Count(':') >= NamedDepth));

    private static bool IsInside(string path, string outer) =>
        path.Length > outer.Length && outer.Length > 0 && path[outer.Length] == ':' && path.StartsWith(outer, StringComparison.Ordinal);
}
