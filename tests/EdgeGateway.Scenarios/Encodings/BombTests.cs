using System.Globalization;
using System.IO.Compression;
using System.Text;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Encodings;

/// <summary>Small bodies that would be large ones, from an origin that means harm or errs.</summary>
public sealed class BombTests(EncodedOriginSite site, ITestOutputHelper output) : IClassFixture<EncodedOriginSite>
{
    private const int ClientsPerBomb = 50;
    private const long AllowedGrowth = 100 << 20;

    [Fact]
    public async Task TenBombsForFiftyClientsEach_PassByteForByteInBoundedMemory()
    {
        var bombs = Bombs();
        await WarmUpAsync();
        var watch = new PeakMemory(site.Gateway.Id);

        foreach (var (name, coding, body, _) in bombs)
        {
            site.Serve($"/slots/{name}", body, coding);
            site.Serve($"/{name}.css", body, coding, "text/css");
        }

        // Clients that take every coding, and clients that take none, of pages with slots and of objects without.
        var asking = bombs.SelectMany(bomb => Enumerable.Range(0, ClientsPerBomb).Select(client => AskAsync(bomb.Name, bomb.Body, bomb.Inner, client))).ToArray();
        await Task.WhenAll(asking);

        var growth = watch.Growth;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{bombs.Length} bombs of {bombs.Min(bomb => bomb.Body.Length)} to {bombs.Max(bomb => bomb.Body.Length)} bytes, {asking.Length} clients: +{growth >> 20} MB."));
        Assert.True(growth <= AllowedGrowth, $"The gateway grew by {growth >> 20} MB.");
        Assert.True(site.Gateway.IsRunning);
    }

    private async Task AskAsync(string name, byte[] bomb, byte[] inner, int client)
    {
        var target = client % 2 == 0 ? $"/slots/{name}" : $"/{name}.css";
        var answer = await site.GetAsync(target, client % 3 == 0 ? "" : "Accept-Encoding: gzip, br, deflate\r\n");

        Assert.True(answer.Status == 200 && answer.IsComplete, $"{name}: {answer.Status}");

        // The outer layer of a nested bomb is an ordinary body: a page gets its slot, and everybody a coding they take.
        var isNested = inner.Length > 0;
        byte[] expected = !isNested ? bomb : target.EndsWith(".css", StringComparison.Ordinal) ? inner : [.. inner, .. Encoding.ASCII.GetBytes(EncodedOriginSite.Mark)];
        var body = isNested ? Coded.Undo(answer) : answer.Body;
        Assert.True(body.AsSpan().SequenceEqual(expected), $"{name} came as {body.Length} of {expected.Length} bytes.");
    }

    /// <summary>Code compiled and pools filled before memory is compared.</summary>
    private async Task WarmUpAsync()
    {
        site.Serve("/slots/harmless", Coded.As("gzip", Coded.Text(2_000_000)), "gzip");
        await Task.WhenAll(Enumerable.Range(0, ClientsPerBomb).Select(_ => site.GetAsync("/slots/harmless")));
    }

    private static (string Name, string Coding, byte[] Body, byte[] Inner)[] Bombs()
    {
        byte[] zeros = new byte[100 << 20], gzip = Coded.As("gzip", zeros), brotli = Coded.As("br", zeros);
        var member = Coded.As("gzip", new byte[1 << 20]);
        return
        [
            ("gzip-zeros", "gzip", gzip, []),
            ("brotli-zeros", "br", brotli, []),
            ("deflate-zeros", "deflate", Coded.As("deflate", zeros), []),
            ("bare-deflate", "deflate", Bare(zeros), []),
            ("members", "gzip", [.. Enumerable.Repeat(member, 100).SelectMany(part => part)], []),
            ("nested-gzip", "gzip", Coded.As("gzip", gzip), gzip),
            ("nested-brotli", "br", Coded.As("br", brotli), brotli),
            ("stacked", "gzip, gzip", Coded.As("gzip", gzip), []),
            ("cut-gzip", "gzip", gzip[..^4], []),
            ("twice", "gzip", [.. gzip, .. gzip], []),
        ];
    }

    private static byte[] Bare(byte[] body)
    {
        var encoded = new MemoryStream();
        using (var stream = new DeflateStream(encoded, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(body);
        }

        return encoded.ToArray();
    }

    /// <summary>How much a process grew at most since it was first looked at (<c>VmHWM</c> after a reset).</summary>
    private sealed class PeakMemory
    {
        private readonly int _process;
        private readonly long _before;

        public PeakMemory(int process)
        {
            _process = process;
            File.WriteAllText($"/proc/{process}/clear_refs", "5");
            _before = Read("VmRSS");
        }

        public long Growth => Read("VmHWM") - _before;

        private long Read(string field) => 1024 * long.Parse(
            File.ReadLines($"/proc/{_process}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal))[(field.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim(),
            CultureInfo.InvariantCulture);
    }
}
