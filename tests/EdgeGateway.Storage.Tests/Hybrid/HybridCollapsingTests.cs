using EdgeGateway.Storage.Hybrid;
using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Storage.Tests.Hybrid;

public sealed class HybridCollapsingTests
{
    private readonly EdgeHybridCache _cache = new(new EdgeHybridCacheOptions(), TimeProvider.System);
    private readonly TaskCompletionSource<string> _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    [Fact]
    public async Task ConcurrentCallers_ShareOneFactory()
    {
        var tasks = Enumerable.Range(0, 100).Select(_ => GetAsync(CancellationToken.None)).ToArray();
        await _started.Task;

        _gate.SetResult("v");

        Assert.All(await Task.WhenAll(tasks), value => Assert.Equal("v", value));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task CallersOfAllThreads_ShareOneFactory()
    {
        using var barrier = new Barrier(8);
        var tasks = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return GetAsync(CancellationToken.None);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToArray();
        await _started.Task;
        _gate.SetResult("v");

        await Task.WhenAll(tasks);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task OneCallerLeaving_LeavesTheOthersTheirValue()
    {
        using var leaving = new CancellationTokenSource();
        var first = GetAsync(leaving.Token);
        using var never = new CancellationTokenSource();
        var second = GetAsync(never.Token);
        await _started.Task;

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _gate.SetResult("v");

        Assert.Equal("v", await second);
        Assert.Equal(1, _cache.Count);
    }

    [Fact]
    public async Task AllCallersLeaving_CancelTheFactory()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = new CancellationTokenSource();
        var tasks = Enumerable.Range(0, 3).Select(_ => _cache.GetOrCreateAsync(
            "k",
            async token =>
            {
                token.Register(() => cancelled.SetResult());
                _started.TrySetResult();
                return await _gate.Task.WaitAsync(token);
            },
            cancellationToken: leaving.Token).AsTask()).ToArray();
        await _started.Task;

        await leaving.CancelAsync();

        await cancelled.Task;
        foreach (var task in tasks)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }

        Assert.Equal("fresh", await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("fresh")));
    }

    [Fact]
    public async Task RemovalDuringTheFactory_HandsTheValueOutAndDoesNotKeepIt()
    {
        var task = GetAsync(CancellationToken.None);
        await _started.Task;

        await _cache.RemoveAsync("k");
        _gate.SetResult("old");

        Assert.Equal("old", await task);
        Assert.Equal("new", await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("new")));
    }

    [Fact]
    public async Task CallerAfterARemoval_DoesNotJoinTheOldFactory()
    {
        var old = GetAsync(CancellationToken.None);
        await _started.Task;
        await _cache.RemoveAsync("k");

        Assert.Equal("new", await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("new")));
        _gate.SetResult("old");

        Assert.Equal("old", await old);
        Assert.Equal("new", await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("newer")));
    }

    [Theory]
    [InlineData("t")]
    [InlineData("*")]
    public async Task TagRemovalDuringTheFactory_DoesNotKeepTheValue(string tag)
    {
        var old = GetAsync(CancellationToken.None, ["t"]);
        await _started.Task;

        await _cache.RemoveByTagAsync(tag);
        var after = await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("new"), tags: ["t"]);
        _gate.SetResult("old");

        Assert.Equal("old", await old);
        Assert.Equal("new", after);
        Assert.Equal("new", await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("newer")));
    }

    [Fact]
    public async Task SetDuringTheFactory_Wins()
    {
        var task = GetAsync(CancellationToken.None);
        await _started.Task;

        await _cache.SetAsync("k", "set");
        _gate.SetResult("old");

        Assert.Equal("old", await task);
        Assert.Equal("set", await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult("newer")));
    }

    [Fact]
    public async Task AnotherTypeForARunningKey_Throws()
    {
        var task = GetAsync(CancellationToken.None);
        await _started.Task;

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await _cache.GetOrCreateAsync("k", _ => ValueTask.FromResult(1)));

        _gate.SetResult("v");
        Assert.Equal("v", await task);
    }

    [Fact]
    public async Task FailureOfTheFactory_ReachesAllCallers()
    {
        var tasks = Enumerable.Range(0, 5).Select(_ => GetAsync(CancellationToken.None)).ToArray();
        await _started.Task;

        _gate.SetException(new InvalidDataException());

        foreach (var task in tasks)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => task);
        }

        Assert.Equal(1, _calls);
        Assert.Equal(0, _cache.Count);
    }

    private Task<string> GetAsync(CancellationToken cancellationToken, string[]? tags = null) => _cache.GetOrCreateAsync(
        "k",
        this,
        static async (self, _) =>
        {
            Interlocked.Increment(ref self._calls);
            self._started.TrySetResult();
            return await self._gate.Task;
        },
        new HybridCacheEntryOptions(),
        tags,
        cancellationToken).AsTask();
}
