using System.Globalization;
using System.Text;
using EdgeGateway.LoadTests.Load;
using EdgeGateway.LoadTests.Measuring;
using EdgeGateway.LoadTests.Peers;
using EdgeGateway.LoadTests.Servers;
using Spectre.Console;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>
/// What a plain hit costs: objects of three sizes from the gateway's cache, nginx proxy_cache and Varnish in front of the same origin,
/// beside Kestrel writing the same bytes raw.
/// </summary>
internal sealed class PlainScenario(TimeSpan duration)
{
    private const int RoundCount = 3;
    private const int OriginPort = 18504;
    private const int GatewayPort = 18510;
    private const int NginxPort = 18520;
    private const int VarnishPort = 18530;

    private static readonly int[] Sizes = [1_000, 37_000, 1_000_000];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edge-load-").FullName;
        try
        {
            await using var origin = await BaselineServer.StartAsync("objects", OriginPort, cancellationToken);
            await using var gateway = await GatewayUnderTest.StartPlainAsync(folder, GatewayPort, OriginPort, cancellationToken);
            await using var nginx = Nginx.Program is null ? null : await Nginx.StartAsync(folder, NginxPort, OriginPort, cancellationToken);
            await using var varnish = Varnish.Program is null ? null : await Varnish.StartAsync(folder, VarnishPort, OriginPort, cancellationToken);
            var checks = new List<(string, double, double, double)>();
            foreach (var size in Sizes)
            {
                // The origin is the baseline as well: it writes the object raw, and nobody asks it for more than one fill.
                List<Subject> subjects = [Create("Kestrel raw bytes", origin, OriginPort, "/", size), Create("gateway, plain hit", gateway, GatewayPort, "/", size)];
                if (nginx is not null)
                {
                    subjects.Add(Create("nginx proxy_cache", nginx, NginxPort, "/cached/", size));
                }

                if (varnish is not null)
                {
                    subjects.Add(Create("Varnish", varnish, VarnishPort, "/", size));
                }

                var rows = await Rounds.MeasureAsync(subjects, RoundCount, WarmUp, duration, cancellationToken);
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Objects of {size:N0} bytes:"));
                ResultTable.Write(rows, rows[0].CpuMicroseconds);
                checks.Add(($"plain hit of {size} bytes, CPU against raw bytes", rows[1].CpuMicroseconds / rows[0].CpuMicroseconds, 1.3, 1.3));

                // Sending a long body costs Kestrel itself an array for each 4 kB.
                var own = rows[1].AllocatedBytes - rows[0].AllocatedBytes;
                checks.Add(($"plain hit of {size} bytes, bytes allocated beside Kestrel's own", own, 600, 600));
            }

            SayWhatIsMissing(nginx, varnish);
            return Verdict.Print(checks);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Subject Create(string name, ServerProcess server, int port, string prefix, int size) =>
        new(name, server, new LoadGenerator(port, [Encoding.ASCII.GetBytes(
            $"GET {prefix}object/{size} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x64) Chrome/150.0 Safari/537.36\r\nAccept: */*\r\n\r\n")]));

    private static void SayWhatIsMissing(ServerProcess? nginx, ServerProcess? varnish)
    {
        if (nginx is null || varnish is null)
        {
            AnsiConsole.WriteLine("nginx or Varnish is not installed (Debian: apt-get install nginx varnish): its rows are left out.");
        }
    }
}
