using EdgeGateway.Storage.Hybrid;
using EdgeGateway.TestKit;
using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Storage.Tests.Hybrid;

public sealed class EdgeHybridCacheTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task SecondCall_GetsTheFirstValueWithoutTheFactory()
    {
        var cache = NewCache();
        var calls = 0;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("v1", await cache.GetOrCreateAsync("k", _ => ValueTask.FromResult($"v{++calls}")));
        }

        Assert.Equal(1, calls);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task HitBySpan_CompletesAtOnceAndAllocatesNothing()
    {
        var cache = NewCache();
        var buffer = "decision:42".ToCharArray();
        await cache.SetAsync("decision:42", "value");
        await cache.SetAsync("number", 7L);
        Read();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Read();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Read()
        {
            Completed(cache.GetOrCreateAsync<object?, string>(buffer.AsSpan(), null, Refuse<string>));
            Completed(cache.GetOrCreateAsync<object?, long>("number", null, Refuse<long>));
        }
    }

    [Fact]
    public async Task InterpolatedKey_FindsTheSameEntry()
    {
        var cache = NewCache();
        await cache.SetAsync("user:7", "x");
        var id = 7;

        Assert.Equal("x", await cache.GetOrCreateAsync<string>($"user:{id}", _ => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Expiration_EndsAnEntry()
    {
        var cache = NewCache();
        await cache.SetAsync("k", 1, new HybridCacheEntryOptions { Expiration = TimeSpan.FromSeconds(10) });

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(1, await PeekAsync<int>(cache, "k"));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(0, await PeekAsync<int>(cache, "k"));
    }

    [Theory]
    [InlineData(10, 3, 3)]
    [InlineData(3, 10, 3)]
    [InlineData(10, null, 10)]
    [InlineData(null, 3, 3)]
    [InlineData(null, null, 300)]
    public async Task LocalExpiration_IsTheShorterOfBoth(int? overall, int? local, int seconds)
    {
        var cache = NewCache();
        await cache.SetAsync(
            "k", 1, new HybridCacheEntryOptions { Expiration = Seconds(overall), LocalCacheExpiration = Seconds(local) });

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await PeekAsync<int>(cache, "k"));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await PeekAsync<int>(cache, "k"));

        static TimeSpan? Seconds(int? value) => value is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    [Fact]
    public async Task NullValue_IsKept()
    {
        var cache = NewCache();
        var calls = 0;
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(await cache.GetOrCreateAsync<string?>("k", _ =>
            {
                calls++;
                return ValueTask.FromResult<string?>(null);
            }));
        }

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task FailedFactory_KeepsNothing()
    {
        var cache = NewCache();

        await Assert.ThrowsAsync<InvalidDataException>(
            async () => await cache.GetOrCreateAsync<string>("k", _ => throw new InvalidDataException()));

        Assert.Equal("ok", await cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("ok")));
    }

    [Theory]
    [InlineData(HybridCacheEntryFlags.DisableLocalCacheRead, true, true)]
    [InlineData(HybridCacheEntryFlags.DisableLocalCacheWrite, false, false)]
    [InlineData(HybridCacheEntryFlags.DisableLocalCache, true, false)]
    [InlineData(HybridCacheEntryFlags.DisableDistributedCache, false, true)]
    [InlineData(HybridCacheEntryFlags.None, false, true)]
    public async Task Flags_SkipWhatTheySay(HybridCacheEntryFlags flags, bool skipsRead, bool keeps)
    {
        var cache = NewCache();
        await cache.SetAsync("present", "old");

        var read = await cache.GetOrCreateAsync("present", _ => ValueTask.FromResult("new"), new() { Flags = flags });
        await cache.GetOrCreateAsync("absent", _ => ValueTask.FromResult("made"), new() { Flags = flags });

        Assert.Equal(skipsRead ? "new" : "old", read);
        Assert.Equal(skipsRead && keeps ? "new" : "old", await PeekAsync<string>(cache, "present"));
        Assert.Equal(keeps ? "made" : null, await PeekAsync<string?>(cache, "absent"));
    }

    [Fact]
    public async Task DisabledUnderlyingData_NeverCallsTheFactory()
    {
        var cache = NewCache();

        Assert.Null(await PeekAsync<string?>(cache, "absent"));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task EntryOfAnotherType_IsReplaced()
    {
        var cache = NewCache();
        await cache.SetAsync("k", "text");

        Assert.Equal(5, await cache.GetOrCreateAsync("k", _ => ValueTask.FromResult(5)));
        Assert.Equal(5, await PeekAsync<int>(cache, "k"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("\0")]
    public async Task UnusableKey_BypassesTheCache(string key)
    {
        var cache = NewCache();
        var calls = 0;
        await cache.SetAsync(key, 1);
        for (var i = 0; i < 2; i++)
        {
            await cache.GetOrCreateAsync(key, _ => ValueTask.FromResult(++calls));
        }

        Assert.Equal(2, calls);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task KeyAboveTheLimit_BypassesTheCache()
    {
        var cache = NewCache();
        await cache.SetAsync(new string('k', 1024), 1);
        await cache.SetAsync(new string('k', 1025), 1);

        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task RemovedKey_IsGone()
    {
        var cache = NewCache();
        await cache.SetAsync("a", 1);
        await cache.SetAsync("b", 2);

        await cache.RemoveAsync("a");
        await cache.RemoveAsync("never there");

        Assert.Equal(0, await PeekAsync<int>(cache, "a"));
        Assert.Equal(2, await PeekAsync<int>(cache, "b"));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task RemovedTag_EndsItsEntriesOnly()
    {
        var cache = NewCache();
        await cache.SetAsync("a", 1, tags: ["red", "blue"]);
        await cache.SetAsync("b", 2, tags: ["blue"]);
        await cache.SetAsync("c", 3);

        await cache.RemoveByTagAsync("red");
        await cache.RemoveByTagAsync("unknown");
        await cache.SetAsync("d", 4, tags: ["red"]);

        Assert.Equal(0, await PeekAsync<int>(cache, "a"));
        Assert.Equal(2, await PeekAsync<int>(cache, "b"));
        Assert.Equal(3, await PeekAsync<int>(cache, "c"));
        Assert.Equal(4, await PeekAsync<int>(cache, "d"));
    }

    [Fact]
    public async Task TheTagForEverything_EndsAllThatWasThere()
    {
        var cache = NewCache();
        await cache.SetAsync("a", 1);
        await cache.SetAsync("b", 2, tags: ["t"]);

        await cache.RemoveByTagAsync("*");
        await cache.SetAsync("c", 3);

        Assert.Equal(0, await PeekAsync<int>(cache, "a"));
        Assert.Equal(0, await PeekAsync<int>(cache, "b"));
        Assert.Equal(3, await PeekAsync<int>(cache, "c"));
    }

    private static void Completed<T>(ValueTask<T> task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("A hit must complete at once.");
        }
    }

    private static ValueTask<T> Refuse<T>(object? state, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The factory must not run on a hit.");

    private static ValueTask<T?> PeekAsync<T>(EdgeHybridCache cache, string key) => cache.GetOrCreateAsync(
        key,
        _ => ValueTask.FromException<T?>(new InvalidOperationException("A peek must not create.")),
        new HybridCacheEntryOptions { Flags = HybridCacheEntryFlags.DisableUnderlyingData });

    private EdgeHybridCache NewCache() => new(new EdgeHybridCacheOptions(), _time);
}
