using EdgeGateway.Origins;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <summary>Reads a whole <c>gateway.json</c>; every problem of every section is collected before anything is refused.</summary>
internal static class GatewayConfigReader
{
    private static readonly Uri DefaultAdminAddress = new("http://127.0.0.1:9901");
    private static readonly string[] TopLevel = ["$schema", "Kestrel", "ReverseProxy", "Edge", "Logging", "AllowedHosts"];

    /// <exception cref="ConfigException">The file cannot be used; it lists every problem.</exception>
    public static async Task<GatewayConfig> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var bytes = await ConfigFile.ReadBytesAsync(file, cancellationToken);
        using var document = ConfigFile.Parse(file, bytes);
        var problems = new List<ConfigProblem>();
        foreach (var member in document.RootElement.EnumerateObject().Where(member => !TopLevel.Contains(member.Name)))
        {
            problems.Add(new ConfigProblem(member.Name, $"The key '{member.Name}' is unknown; accepted are {string.Join(", ", TopLevel)}."
                + NearMiss.Hint(member.Name, TopLevel)));
        }

        var standard = ConfigFile.ToConfiguration(bytes);
        var root = new ConfigNode(document.RootElement, "", problems);
        var config = ReadEdge(file, standard, await ProxySection.ReadAsync(standard, problems), root.Object("Edge"));
        return problems.Count == 0 ? config : throw new ConfigException(file, problems);
    }

    private static GatewayConfig ReadEdge(string file, IConfiguration standard, ProxySection proxy, ConfigNode section)
    {
        // "Edge" itself is the first word of every path: without the empty root name in front.
        var edge = section.Renamed("Edge");
        var paths = new ConfigPaths(file);
        var admin = edge.Object("Admin");
        var fragments = edge.Object("Fragments");
        var config = new GatewayConfig
        {
            File = file,
            Standard = standard,
            Proxy = proxy,
            DataFolder = paths.Absolute(edge.Text("Data") ?? "data"),
            AdminAddress = ReadAdminAddress(admin),
            Cache = CacheSection.Read(edge),
            Slots = SlotsSection.Read(edge),
            FragmentsFolder = paths.Optional(fragments.Text("Directory")),
            Segments = SegmentsSection.Read(edge),
            Experiments = ExperimentsSection.Read(edge),
            Recommendations = RecommendationsSection.Read(edge, paths),
            Consent = VisitorsSection.Read(edge),
            Events = EventsSection.Read(edge),
            ShowDecisions = edge.Flag("ShowDecisions", otherwise: false),
        };
        admin.RejectUnknownKeys();
        fragments.RejectUnknownKeys();
        edge.RejectUnknownKeys();
        return config;
    }

    private static Uri ReadAdminAddress(ConfigNode admin)
    {
        if (admin.Text("Listen") is not { } text)
        {
            return DefaultAdminAddress;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true })
        {
            return address;
        }

        admin.Problem("Listen", $"The address '{text}' is not accepted; it must be http on a loopback address, such as 'http://127.0.0.1:9901'.");
        return DefaultAdminAddress;
    }
}
