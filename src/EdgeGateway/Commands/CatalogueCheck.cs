using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Catalogue;

namespace EdgeGateway.Commands;

/// <summary>The problems of the catalogue file that a configuration names.</summary>
internal static class CatalogueCheck
{
    public static List<ConfigProblem> Run(GatewayConfig config) =>
        config.Recommendations.CatalogueFile is { } file
            ? [.. CatalogueFile.Load(file).Problems.Select(problem => new ConfigProblem("Edge:Recommendations:Catalogue", Sentence(problem)))]
            : [];

    /// <summary>A problem with its row, counted from 1.</summary>
    public static string Sentence(CatalogueProblem problem) =>
        problem.Row == 0 ? problem.Message : $"Row {problem.Row}: {problem.Message}";
}
