using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Storage;
using EdgeGateway.LoadTests.Scenarios;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Benchmarks.Caching;

/// <summary>What does it cost a hit to choose among the forms of a body?</summary>
public class EncodedHitBenchmarks : IOriginFetcher
{
    private static readonly byte[] Body = ShopPage.Html;

    private readonly HeaderDictionary _silent = new();
    private readonly HeaderDictionary _browser = new() { ["Accept-Encoding"] = "gzip, deflate, br, zstd" };
    private readonly HeaderDictionary _gzip = new() { ["Accept-Encoding"] = "gzip, deflate" };
    private readonly HeaderDictionary _unusual = new() { ["Accept-Encoding"] = "br;q=0.8, gzip;q=0.9, identity;q=0.1, *;q=0" };
    private ServiceProvider _services = null!;
    private PageCache _cache = null!;
    private StoredResponse _image = null!;
    private StoredResponse _style = null!;

    // The toolchain in process does not wait for a task.
    [GlobalSetup]
    public void Prepare() => PrepareAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp()
    {
        _cache.Dispose();
        _services.Dispose();
    }

    [Benchmark(Baseline = true, Description = "body without forms")]
    [Budget(AllocatedBytes = 0)]
    public BodyForm Image() => _image.Select(_browser);

    [Benchmark(Description = "identity, no field")]
    public BodyForm Silent() => _style.Select(_silent);

    [Benchmark(Description = "brotli, a browser's field")]
    [Budget(AllocatedBytes = 0)]
    public BodyForm Browser() => _style.Select(_browser);

    [Benchmark(Description = "gzip, an older field")]
    public BodyForm Gzip() => _style.Select(_gzip);

    [Benchmark(Description = "gzip, four weighted codings")]
    [Budget(AllocatedBytes = 0)]
    public BodyForm Unusual() => _style.Select(_unusual);

    /// <inheritdoc/>
    public async Task FetchAsync(OriginRequest request, OriginResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = 200;
        response.Headers.ContentType = request.Target == "/image.png" ? "image/png" : "text/css";
        response.Headers.CacheControl = "public, max-age=86400";
        response.Headers.ETag = "\"v1\"";
        response.Headers.ContentLength = Body.Length;
        response.Start();
        await response.Body.WriteAsync(Body, cancellationToken);
    }

    private async Task PrepareAsync()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _cache = new PageCache(new PageCacheOptions(), this, null, TimeProvider.System, NullLogger<PageCache>.Instance,
            new CachingMetrics(_services.GetRequiredService<IMeterFactory>()));
        _image = await StoreAsync("/image.png");
        _style = await StoreAsync("/site.css");
        while (_style.Select(_browser).Body.Length == Body.Length)
        {
            await Task.Delay(1);
        }
    }

    private async Task<StoredResponse> StoreAsync(string target)
    {
        var request = new CacheRequest { Method = "GET", Scheme = "https", Host = "shop.example", Target = target, Headers = _browser };
        var miss = await _cache.GetAsync(request, CancellationToken.None);
        using var fill = miss.Fill!;
        await fill.CopyToAsync(PipeWriter.Create(Stream.Null), CancellationToken.None);
        return await fill.WaitCompleteAsync(CancellationToken.None) ?? throw new InvalidOperationException("The sample was not stored.");
    }
}
