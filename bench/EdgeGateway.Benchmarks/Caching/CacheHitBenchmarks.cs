using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Benchmarks.Caching;

/// <summary>What does finding a fresh page among 1,000 cost, beside a look into a dictionary?</summary>
public class CacheHitBenchmarks : IOriginFetcher
{
    private const int Pages = 1000;

    private readonly ConcurrentDictionary<string, byte[]> _dictionary = new(StringComparer.Ordinal);
    private readonly HeaderDictionary _headers = new()
    {
        ["Accept"] = "text/html",
        ["User-Agent"] = "Mozilla/5.0 (X11; Linux x64) Chrome/150.0",
    };
    private readonly byte[] _body = new byte[20_000];
    private readonly CacheRequest[] _requests = new CacheRequest[Pages];
    private ServiceProvider _services = null!;
    private PageCache _cache = null!;
    private int _next;

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _cache = new PageCache(new PageCacheOptions(), this, null, TimeProvider.System, NullLogger<PageCache>.Instance,
            new CachingMetrics(_services.GetRequiredService<IMeterFactory>()));
        for (var i = 0; i < Pages; i++)
        {
            var target = string.Create(CultureInfo.InvariantCulture, $"/product/{i}?colour=blue");
            _requests[i] = new CacheRequest
            {
                Method = "GET",
                Scheme = "https",
                Host = "shop.example",
                Target = target,
                Headers = _headers,
            };
            _dictionary[target] = _body;
            var miss = await _cache.GetAsync(_requests[i], CancellationToken.None);
            using var fill = miss.Fill!;
            await fill.CopyToAsync(PipeWriter.Create(Stream.Null), CancellationToken.None);
            await fill.WaitCompleteAsync(CancellationToken.None);
        }

        if (Hit() != CacheOutcome.Hit)
        {
            throw new InvalidOperationException("The sample page was not stored.");
        }
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _cache.Dispose();
        _services.Dispose();
    }

    [Benchmark(Baseline = true, Description = "dictionary look-up")]
    public byte[] LookUp() => _dictionary[_requests[_next++ % Pages].Target];

    [Benchmark(Description = "plain hit")]
    [Budget(AllocatedBytes = 300)]
    public CacheOutcome Hit()
    {
        var answer = _cache.GetAsync(_requests[_next++ % Pages], CancellationToken.None);
        return answer.IsCompletedSuccessfully
            ? answer.Result.Outcome
            : throw new InvalidOperationException("A hit must not wait.");
    }

    /// <inheritdoc/>
    public async Task FetchAsync(OriginRequest request, OriginResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = 200;
        response.Headers.ContentType = "text/css";
        response.Headers.CacheControl = "public, max-age=86400";
        response.Headers.ContentLength = _body.Length;
        response.Start();
        await response.Body.WriteAsync(_body, cancellationToken);
    }
}
