using EdgeGateway.LoadTests.Measuring;

namespace EdgeGateway.LoadTests.Peers;

/// <summary>Varnish with the built-in rules in front of an origin; pages below <c>/esi</c> are composed of cached fragments.</summary>
internal static class Varnish
{
    /// <summary>Where to find the program; null when the machine has none.</summary>
    public static string? Program => PeerPrograms.Find("varnishd");

    public static async Task<ServerProcess> StartAsync(string folder, int port, int originPort, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "rules.vcl");
        var rules = $$"""
            vcl 4.1;
            backend default { .host = "127.0.0.1"; .port = "{{originPort}}"; }
            sub vcl_backend_response { if (bereq.url ~ "^/esi") { set beresp.do_esi = true; } set beresp.ttl = 1h; }
            """;
        await File.WriteAllTextAsync(file, rules, cancellationToken);
        return await ServerProcess.StartPeerAsync(
            Program!,
            ["-F", "-n", Path.Combine(folder, "varnish"), "-f", file, "-a", $"127.0.0.1:{port}", "-s", "malloc,256m", "-p", "feature=+esi_disable_xml_check"],
            new Uri($"http://127.0.0.1:{port}/allocated"), cancellationToken);
    }
}
