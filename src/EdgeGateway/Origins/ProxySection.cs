using EdgeGateway.Configuration;
using EdgeGateway.Primitives.Text;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Origins;

/// <summary>
/// Reads the standard <c>ReverseProxy</c> section with YARP's own reader and YARP's own validators, so that it means
/// exactly what YARP's documentation says and every problem is known before anything is applied.
/// </summary>
internal sealed record ProxySection(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters)
{
    private const string Name = "ReverseProxy";

    public static async Task<ProxySection> ReadAsync(IConfiguration configuration, ICollection<ConfigProblem> problems)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging();
        services.AddReverseProxy().LoadFromConfig(configuration.GetSection(Name));
        await using var provider = services.BuildServiceProvider();

        IProxyConfig config;
        try
        {
            config = provider.GetRequiredService<IProxyConfigProvider>().GetConfig();
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            problems.Add(new ConfigProblem(Name, exception.Message));
            return new ProxySection([], []);
        }

        var routes = config.Routes.ToList();
        var clusters = config.Clusters.Select(AffinityPolicyFilter.Apply).ToList();
        await ValidateAsync(provider.GetRequiredService<IConfigValidator>(), routes, clusters, problems);
        return new ProxySection(routes, clusters);
    }

    private static async Task ValidateAsync(
        IConfigValidator validator, List<RouteConfig> routes, List<ClusterConfig> clusters, ICollection<ConfigProblem> problems)
    {
        if (routes.Count == 0)
        {
            problems.Add(new ConfigProblem($"{Name}:Routes", "No route is configured; at least one is needed, such as "
                + "\"site\": { \"ClusterId\": \"origin\", \"Match\": { \"Path\": \"{**catch-all}\" } }."));
        }

        foreach (var route in routes)
        {
            Report($"{Name}:Routes:{route.RouteId}", await validator.ValidateRouteAsync(route), problems);
            if (route.ClusterId is { } id && clusters.All(cluster => cluster.ClusterId != id))
            {
                problems.Add(new ConfigProblem($"{Name}:Routes:{route.RouteId}:ClusterId",
                    $"The cluster '{id}' does not exist; accepted are {Names(clusters)}."
                    + NearMiss.Hint(id, clusters.Select(cluster => cluster.ClusterId))));
            }
        }

        foreach (var cluster in clusters)
        {
            Report($"{Name}:Clusters:{cluster.ClusterId}", await validator.ValidateClusterAsync(cluster), problems);
            if (cluster.Destinations is null or { Count: 0 })
            {
                problems.Add(new ConfigProblem($"{Name}:Clusters:{cluster.ClusterId}:Destinations",
                    "The cluster has no destination; at least one is needed, such as \"a\": { \"Address\": \"http://127.0.0.1:5080\" }."));
            }

            foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
            {
                // YARP has reported a missing one.
                if (destination.Address is { Length: > 0 } text && DestinationAddress.ProblemOf(text) is { } problem)
                {
                    problems.Add(new ConfigProblem($"{Name}:Clusters:{cluster.ClusterId}:Destinations:{name}:Address", problem));
                }
            }
        }
    }

    private static string Names(List<ClusterConfig> clusters) =>
        clusters.Count == 0 ? "none (no cluster is configured)" : string.Join(", ", clusters.Select(cluster => cluster.ClusterId));

    private static void Report(string path, IList<Exception> errors, ICollection<ConfigProblem> problems)
    {
        foreach (var error in errors)
        {
            problems.Add(new ConfigProblem(path, error.Message));
        }
    }
}
