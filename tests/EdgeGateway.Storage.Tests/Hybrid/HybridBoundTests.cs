using System.Globalization;
using EdgeGateway.Storage.Hybrid;
using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Storage.Tests.Hybrid;

public sealed class HybridBoundTests
{
    private static readonly HybridCacheEntryOptions Peek = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData };

    [Fact]
    public async Task Bytes_StayUnderTheLimit()
    {
        var cache = NewCache(100_000);
        for (var i = 0; i < 2000; i++)
        {
            await cache.SetAsync(Key(i), new byte[i % 900]);
            Assert.InRange(cache.SizeBytes, 1, 100_000);
        }

        Assert.InRange(cache.Count, 60, 400);
    }

    [Fact]
    public async Task EntriesInUse_SurviveAScan()
    {
        var cache = NewCache(100_000);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 50; i++)
            {
                await cache.GetOrCreateAsync(Key(i), _ => ValueTask.FromResult(new byte[500]));
            }
        }

        for (var i = 1000; i < 6000; i++)
        {
            await cache.GetOrCreateAsync(Key(i), _ => ValueTask.FromResult(new byte[500]));
        }

        var survivors = 0;
        for (var i = 0; i < 50; i++)
        {
            survivors += await cache.GetOrCreateAsync(Key(i), _ => ValueTask.FromResult<byte[]?>(null), Peek) is null ? 0 : 1;
        }

        Assert.Equal(50, survivors);
    }

    [Fact]
    public async Task OversizedValue_IsHandedOutAndNotKept()
    {
        var cache = new EdgeHybridCache(new EdgeHybridCacheOptions { MaximumPayloadBytes = 1000 }, TimeProvider.System);

        var value = await cache.GetOrCreateAsync("k", _ => ValueTask.FromResult(new byte[1001]));

        Assert.Equal(1001, value.Length);
        Assert.Equal(0, cache.Count);
        await cache.SetAsync("k", new byte[1000]);
        Assert.Equal(1, cache.Count);
        await cache.SetAsync("k", new byte[1001]);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Sizes_AreTakenFromTheValues()
    {
        Assert.Equal(2000, await SizeOfAsync(new string('x', 1000)));
        Assert.Equal(1000, await SizeOfAsync(new byte[1000]));
        Assert.Equal(12_345, await SizeOfAsync(new SizedValue(12_345)));
        Assert.Equal(256, await SizeOfAsync(Guid.Empty));
        Assert.Equal(256, await SizeOfAsync<string?>(null));

        static async Task<long> SizeOfAsync<T>(T value)
        {
            var empty = NewCache(1 << 20);
            await empty.SetAsync("k", Array.Empty<byte>());
            var cache = NewCache(1 << 20);
            await cache.SetAsync("k", value);
            return cache.SizeBytes - empty.SizeBytes;
        }
    }

    [Fact]
    public async Task ReplacedAndRemovedEntries_GiveTheirBytesBack()
    {
        var cache = NewCache(1 << 20);
        for (var i = 0; i < 1000; i++)
        {
            await cache.SetAsync("k", new byte[1000], tags: [$"tag-{i}"]);
        }

        Assert.InRange(cache.SizeBytes, 1000, 1500);
        await cache.RemoveAsync("k");
        Assert.Equal(0, cache.SizeBytes);
    }

    [Fact]
    public async Task ConcurrentUse_KeepsTheBoundAndTheValuesOfTheirKeys()
    {
        var cache = NewCache(50_000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 20_000; i++)
            {
                var number = random.Next(300);
                switch (random.Next(20))
                {
                    case 0:
                        await cache.RemoveAsync(Key(number));
                        break;
                    case 1:
                        await cache.RemoveByTagAsync(Key(number % 7));
                        break;
                    case 2:
                        await cache.SetAsync(Key(number), number, tags: [Key(number % 7)]);
                        break;
                    default:
                        Assert.Equal(number, await cache.GetOrCreateAsync(
                            Key(number), number, static (n, _) => ValueTask.FromResult(n), tags: [Key(number % 7)]));
                        break;
                }
            }
        })));

        Assert.InRange(cache.SizeBytes, 0, 50_000);
        await cache.RemoveByTagAsync("*");
        for (var i = 0; i < 300; i++)
        {
            await cache.RemoveAsync(Key(i));
        }

        Assert.Equal(0, cache.SizeBytes);
        Assert.Equal(0, cache.Count);
        Assert.Equal(0, cache.TagsInUse);
    }

    private static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static EdgeHybridCache NewCache(long maxBytes) =>
        new(new EdgeHybridCacheOptions { MaxBytes = maxBytes }, TimeProvider.System);

    private sealed record SizedValue(long SizeBytes) : ICacheSized;
}
