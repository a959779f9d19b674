using System.Text;
using EdgeGateway.LoadTests.Load;
using EdgeGateway.LoadTests.Measuring;
using EdgeGateway.LoadTests.Peers;
using EdgeGateway.LoadTests.Servers;
using Spectre.Console;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>
/// A page composed for each request, beside the ways others have: nginx SSI and Varnish ESI with four ready fragments, workerd rewriting
/// the page with the same edits. They know no visitor and decide nothing; the gateway's row includes all of that.
/// </summary>
internal sealed class PeersScenario(TimeSpan duration)
{
    private const int RoundCount = 3;
    private const int Visitors = 200;
    private const int OriginPort = 18604;
    private const int RawPort = 18606;
    private const int GatewayPort = 18610;
    private const int NginxPort = 18620;
    private const int VarnishPort = 18630;
    private const int WorkerdPort = 18640;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edge-load-").FullName;
        var servers = new List<ServerProcess>();
        try
        {
            AnsiConsole.WriteLine("Preparing: fragments, a catalogue of 1,000 items, a model, the others' programs.");
            await GatewayUnderTest.PrepareAsync(folder, cancellationToken);
            servers.Add(await BaselineServer.StartAsync("origin", OriginPort, cancellationToken));
            var subjects = await StartAsync(folder, servers, cancellationToken);
            var rows = await Rounds.MeasureAsync(subjects, RoundCount, WarmUp, duration, cancellationToken);
            ResultTable.Write(rows, rows[0].CpuMicroseconds);
            return Verdict.PrintAtLeast(Ratios(rows));
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<Subject>> StartAsync(string folder, List<ServerProcess> servers, CancellationToken cancellationToken)
    {
        var subjects = new List<Subject>();
        void Add(string name, ServerProcess server, int port, IReadOnlyList<byte[]> requests)
        {
            servers.Add(server);
            subjects.Add(new Subject(name, server, new LoadGenerator(port, requests)));
        }

        Add("Kestrel raw bytes", await BaselineServer.StartAsync("raw", RawPort, cancellationToken), RawPort, [SampleVisitor.Request(RawPort)]);
        var gateway = await GatewayUnderTest.StartAsync(folder, "peers", GatewayPort, OriginPort, fresh: false, cancellationToken);
        Add(Gateway, gateway, GatewayPort, await SampleVisitor.CreateAsync(GatewayPort, Visitors, cancellationToken));
        if (Nginx.Program is not null)
        {
            await ShopPage.WriteIncludesAsync(folder, cancellationToken);
            Add(NginxSsi, await Nginx.StartAsync(folder, NginxPort, OriginPort, cancellationToken), NginxPort, [Request(NginxPort, "/ssi.html")]);
        }

        if (Varnish.Program is not null)
        {
            Add(VarnishEsi, await Varnish.StartAsync(folder, VarnishPort, OriginPort, cancellationToken), VarnishPort, [Request(VarnishPort, "/esi")]);
        }

        var workers = Directory.CreateDirectory(Path.Combine(folder, "workerd")).FullName;
        if (await Workerd.InstallAsync(workers, cancellationToken) is { } program)
        {
            Add(Rewriter, await Workerd.StartAsync(program, workers, WorkerdPort, cancellationToken), WorkerdPort, [Request(WorkerdPort, "/page")]);
        }

        return subjects;
    }

    private const string Gateway = "gateway, personalised hit";
    private const string NginxSsi = "nginx SSI, 4 files";
    private const string VarnishEsi = "Varnish ESI, 4 cached fragments";
    private const string Rewriter = "workerd HTMLRewriter, 4 edits";

    private static IEnumerable<(string What, double Value, double Limit)> Ratios(List<Row> rows)
    {
        var ours = rows.Single(row => row.Name == Gateway).CpuMicroseconds;
        foreach (var (name, limit) in ((string, double)[])[(VarnishEsi, 2.0), (NginxSsi, 2.5), (Rewriter, 10.0)])
        {
            if (rows.SingleOrDefault(row => row.Name == name) is { } row)
            {
                yield return ($"CPU of {name} against ours", row.CpuMicroseconds / ours, limit);
            }
            else
            {
                AnsiConsole.WriteLine($"{name}: not measured, the program is missing (Debian: nginx varnish; npm: workerd).");
            }
        }
    }

    private static byte[] Request(int port, string path) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x64) Chrome/150.0 Safari/537.36\r\nAccept: text/html\r\n\r\n");
}
