using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Visitors.Identity;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Benchmarks.Identity;

/// <summary>What does it cost to find and verify the visitor cookie, beside the HMAC in it?</summary>
public class CookieBenchmarks
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-bench-keys-");
    private readonly byte[] _key = new byte[32];
    private readonly byte[] _signed = new byte[30];
    private readonly byte[] _mac = new byte[32];
    private VisitorCookie _cookie = null!;
    private StringValues _header;

    [GlobalSetup]
    public void Prepare()
    {
        _cookie = new VisitorCookie(VisitorKeyRing.LoadOrCreate(_folder.FullName), TimeProvider.System);
        var own = _cookie.CreateSetCookie(_cookie.NewId(), secure: true).Split(';')[0];
        _header = $"theme=dark; session=0123456789abcdef0123456789abcdef; {own}; edge_consent=1.6; cart=42";
        if (Verify() != IdentityOutcome.Known)
        {
            throw new InvalidOperationException($"The sample cookie is {Verify()}.");
        }
    }

    [GlobalCleanup]
    public void CleanUp() => _folder.Delete(recursive: true);

    [Benchmark(Baseline = true, Description = "HMAC-SHA256 alone")]
    public int HmacAlone() => HMACSHA256.HashData(_key, _signed, _mac);

    [Benchmark(Description = "find and verify the cookie")]
    [Budget(AllocatedBytes = 0)]
    public IdentityOutcome Verify() => _cookie.Read(_header).Outcome;
}
