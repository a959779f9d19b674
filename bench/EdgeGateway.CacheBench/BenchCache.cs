using System.Diagnostics.Metrics;
using System.Globalization;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.CacheBench;

/// <summary>A cache over an origin in memory whose pages have the size and fields that a program asks for.</summary>
internal sealed class BenchCache : IOriginFetcher, IDisposable
{
    private static readonly HeaderDictionary Headers = new() { ["Accept"] = "text/html" };
    private readonly Func<int, int> _bodyBytes;
    private readonly byte[] _bytes = new byte[16 << 20];
    private readonly Meters _meters = new();

    public BenchCache(PageCacheOptions options, Func<int, int> bodyBytes)
    {
        _bodyBytes = bodyBytes;
        new Random(1).NextBytes(_bytes);
        Cache = new PageCache(options, this, null, TimeProvider.System, NullLogger<PageCache>.Instance, new CachingMetrics(_meters));
    }

    public PageCache Cache { get; }

    public int Fetches { get; private set; }

    public static CacheRequest Request(int page) => new()
    {
        Method = "GET",
        Scheme = "https",
        Host = "shop.example",
        Target = string.Create(CultureInfo.InvariantCulture, $"/product/{page}?colour=blue"),
        Headers = Headers,
    };

    /// <summary>Asks for a page; true when it was there.</summary>
    public async Task<bool> GetAsync(int page)
    {
        var answer = await Cache.GetAsync(Request(page), CancellationToken.None);
        if (answer.Fill is { } fill)
        {
            using (fill)
            {
                await fill.WaitCompleteAsync(CancellationToken.None);
            }
        }

        return answer.Outcome == CacheOutcome.Hit;
    }

    public async Task FetchAsync(OriginRequest request, OriginResponse response, CancellationToken cancellationToken)
    {
        Fetches++;
        var target = request.Target;
        var page = int.Parse(target.AsSpan("/product/".Length..target.IndexOf('?', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        var length = _bodyBytes(page);
        var headers = response.Headers;
        response.StatusCode = 200;
        headers.ContentLength = length;
        headers.ContentType = "text/html; charset=utf-8";
        headers.CacheControl = "public, max-age=3600";
        headers.Date = TimeProvider.System.GetUtcNow().AddSeconds(-(page % 1000)).ToString("r");
        headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{page:x8}-{length:x}\"");
        headers["Surrogate-Key"] = string.Create(CultureInfo.InvariantCulture, $"c{page / 10_000}");
        headers["Server"] = "bench";
        response.Start();
        await response.Body.WriteAsync(_bytes.AsMemory(page % 1000, length), cancellationToken);
    }

    public void Dispose()
    {
        Cache.Dispose();
        _meters.Dispose();
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _made.Add(meter);
            return meter;
        }

        public void Dispose() => _made.ForEach(m => m.Dispose());
    }
}
