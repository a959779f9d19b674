using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Text;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Caching.Tests;

/// <summary>A cache over a scripted origin and a clock that a test moves.</summary>
internal sealed class CacheFixture : IDisposable
{
    private readonly TestMeters _meters = new();

    public CacheFixture(PageCacheOptions? options = null, IResponseDeriver? deriver = null) =>
        Cache = new PageCache(
            options ?? new PageCacheOptions(), Origin, deriver, Time, NullLogger<PageCache>.Instance,
            new CachingMetrics(_meters));

    public ManualTimeProvider Time { get; } = new();

    public ScriptedOrigin Origin { get; } = new();

    public PageCache Cache { get; }

    public CachePolicy Policy { get; set; } = CachePolicy.Default;

    public bool Owns(Meter meter) => _meters.Made.Contains(meter);

    public static Task Patience(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30));

    public static Task<T> Patience<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30));

    public CacheRequest Request(string target = "/", params (string Name, string Value)[] headers) =>
        With("GET", target, headers);

    public CacheRequest With(string method, string target, params (string Name, string Value)[] headers)
    {
        var fields = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            fields.Append(name, value);
        }

        return new CacheRequest
        {
            Method = method,
            Scheme = "https",
            Host = "shop.example",
            Target = target,
            Headers = fields,
            Policy = Policy,
        };
    }

    public Task<Got> GetAsync(string target = "/", params (string Name, string Value)[] headers) =>
        GetAsync(Request(target, headers));

    /// <summary>Asks and reads to the end, as the host does.</summary>
    public async Task<Got> GetAsync(CacheRequest request)
    {
        var answer = await Patience(Cache.GetAsync(request, CancellationToken.None).AsTask());
        return await ReadAsync(answer);
    }

    public static async Task<Got> ReadAsync(CacheAnswer answer)
    {
        if (answer.Response is { } response)
        {
            return new Got(answer, Encoding.UTF8.GetString(response.Body.Bytes.Span), response.Headers, response);
        }

        if (answer.Fill is not { } fill)
        {
            return new Got(answer, "", new StoredHeaders([], []), null);
        }

        using (fill)
        {
            var sink = new MemoryStream();
            await Patience(fill.CopyToAsync(PipeWriter.Create(sink), CancellationToken.None));
            var stored = await Patience(fill.WaitCompleteAsync(CancellationToken.None));
            return new Got(answer, Encoding.UTF8.GetString(sink.ToArray()), fill.Headers, stored);
        }
    }

    /// <summary>Waits until no fetch runs any more, background ones included.</summary>
    public async Task IdleAsync()
    {
        while (Cache.RunningFills > 0)
        {
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        Cache.Dispose();
        _meters.Dispose();
    }

    private sealed class TestMeters : IMeterFactory
    {
        public List<Meter> Made { get; } = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            Made.Add(meter);
            return meter;
        }

        public void Dispose() => Made.ForEach(m => m.Dispose());
    }
}

/// <summary>What a visitor got.</summary>
internal sealed record Got(CacheAnswer Answer, string Body, StoredHeaders Headers, StoredResponse? Stored)
{
    public CacheOutcome Outcome => Answer.Outcome;

    public NotStoredReason NotStored => Answer.NotStored;
}
