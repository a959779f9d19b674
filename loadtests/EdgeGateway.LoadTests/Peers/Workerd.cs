using System.Diagnostics;
using EdgeGateway.LoadTests.Measuring;
using EdgeGateway.LoadTests.Scenarios;

namespace EdgeGateway.LoadTests.Peers;

/// <summary>workerd: its HTMLRewriter puts the same four fragments into the same page, for each request anew.</summary>
internal static class Workerd
{
    /// <summary>
    /// Fetches the program with npm into a folder, without install scripts; null when that does not work here.
    /// </summary>
    public static async Task<string?> InstallAsync(string folder, CancellationToken cancellationToken)
    {
        if (PeerPrograms.Find("npm") is not { } npm)
        {
            return null;
        }

        using var install = Process.Start(new ProcessStartInfo(npm, ["install", "--prefix", folder, "--ignore-scripts", "--no-save", "--silent", "workerd"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await install.WaitForExitAsync(cancellationToken);
        var program = Path.Combine(folder, "node_modules", "@cloudflare", "workerd-linux-64", "bin", "workerd");
        return File.Exists(program) ? program : null;
    }

    public static async Task<ServerProcess> StartAsync(string program, string folder, int port, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "page.html"), ShopPage.Html, cancellationToken);
        foreach (var (slot, fragment) in ShopPage.Fragments())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{slot}.html"), fragment, cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "worker.js"), Worker(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "config.capnp"), Config(port), cancellationToken);
        return await ServerProcess.StartPeerAsync(
            program, ["serve", Path.Combine(folder, "config.capnp")], new Uri($"http://127.0.0.1:{port}/page"), cancellationToken);
    }

    private static string Worker()
    {
        var imports = string.Join('\n', ShopPage.Slots.Select(slot => $"import {slot} from \"{slot}.html\";"));
        var edits = string.Join('\n', ShopPage.Slots.Select(slot =>
            $".on('#{slot}', {{ element(e) {{ e.setInnerContent({slot}, {{ html: true }}); }} }})"));
        return $$"""
            import page from "page.html";
            {{imports}}
            export default { async fetch() {
              return new HTMLRewriter()
            {{edits}}.transform(new Response(page, { headers: { "content-type": "text/html" } }));
            } };
            """;
    }

    private static string Config(int port)
    {
        var files = string.Join(", ", ShopPage.Slots.Append("page").Select(name => $"(name = \"{name}.html\", text = embed \"{name}.html\")"));
        return $$"""
            using Workerd = import "/workerd/workerd.capnp";
            const config :Workerd.Config = ( services = [ (name = "main", worker = .main) ],
              sockets = [ ( name = "http", address = "127.0.0.1:{{port}}", http = (), service = "main" ) ] );
            const main :Workerd.Worker = ( modules = [ (name = "worker", esModule = embed "worker.js"), {{files}} ], compatibilityDate = "2025-01-01" );
            """;
    }
}
