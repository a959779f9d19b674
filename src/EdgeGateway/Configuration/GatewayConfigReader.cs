using EdgeGateway.Origins;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <summary>Reads a whole <c>gateway.json</c>; every problem of every section is collected before anything is refused.</summary>
internal static class GatewayConfigReader
{
    private static readonly Uri DefaultAdminAddress = new("http://127.0.0.1:9901");
    private static readonly string[] TopLevel = ["$schema", "Kestrel", "ReverseProxy", "Edge", "Logging", "AllowedHosts"];

    /// <summary>
    /// Reads a file. What is wrong in it is in <see cref="GatewayConfig.Problems"/>: it compiles no further, and compiling
    /// adds what else there is to say, so that an operator sees all of it at once.
    /// </summary>
    /// <exception cref="ConfigException">The file is missing, too large or not JSON.</exception>
    public static Task<GatewayConfig> ReadAsync(string file, CancellationToken cancellationToken) =>
        ReadAsync(file, new ConfigReading(), cancellationToken);

    /// <inheritdoc cref="ReadAsync(string, CancellationToken)"/>
    public static async Task<GatewayConfig> ReadAsync(string file, ConfigReading reading, CancellationToken cancellationToken)
    {
        var bytes = await ConfigFile.ReadBytesAsync(file, cancellationToken);
        using var document = ConfigFile.Parse(file, bytes);
        foreach (var member in document.RootElement.EnumerateObject().Where(member => !TopLevel.Contains(member.Name)))
        {
            reading.Problems.Add(new ConfigProblem(member.Name, $"The key '{member.Name}' is unknown; accepted are {string.Join(", ", TopLevel)}."
                + NearMiss.Hint(member.Name, TopLevel)));
        }

        var standard = ConfigFile.ToConfiguration(file, bytes);
        var root = ConfigNode.Root(document.RootElement, reading);
        var config = ReadEdge(file, standard, await ProxySection.ReadAsync(standard, reading.Problems), root.Object("Edge"), reading);
        ListenCheck.Run(config, reading.Problems);
        return config;
    }

    private static GatewayConfig ReadEdge(
        string file, IConfiguration standard, ProxySection proxy, ConfigNode edge, ConfigReading reading)
    {
        var paths = new ConfigPaths(file);
        var admin = edge.Object("Admin");
        var fragments = edge.Object("Fragments");
        var config = new GatewayConfig
        {
            File = file,
            Problems = reading.Problems,
            Standard = standard,
            Proxy = proxy,
            DataFolder = paths.Read(edge, "Data", "data"),
            AdminAddress = ReadAdminAddress(admin),
            Cache = CacheSection.Read(edge, paths),
            Slots = SlotsSection.Read(edge),
            FragmentsFolder = paths.Read(fragments, "Directory"),
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

        if (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address is { Scheme: "http", IsLoopback: true, PathAndQuery: "/", UserInfo: "", Fragment: "" }
            && address is not { Host: "localhost", Port: 0 })
        {
            return address;
        }

        admin.Refuse("Listen", text, "http on a loopback address without a path, such as 'http://127.0.0.1:9901'");
        return DefaultAdminAddress;
    }
}
