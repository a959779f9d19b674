using System.Text;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Collapsing;

public sealed class FillTests
{
    [Fact]
    public async Task StampedeOfAThousand_MakesOneFetch()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task;
            await exchange.RespondAsync(200, "page", ("Cache-Control", "max-age=60"));
        };

        var all = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => fixture.GetAsync())).ToArray();
        await UntilAsync(() => fixture.Origin.Count > 0);
        gate.SetResult();
        var got = await CacheFixture.Patience(Task.WhenAll(all));

        Assert.Equal(1, fixture.Origin.Count);
        Assert.All(got, g => Assert.Equal("page", g.Body));
        Assert.Single(got, g => g.Outcome == CacheOutcome.Miss);
        Assert.All(got, g => Assert.True(g.Outcome is CacheOutcome.Miss or CacheOutcome.Collapsed or CacheOutcome.Hit));
    }

    [Fact]
    public async Task StampedeOnAStaleKey_MakesOneBackgroundFetch()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-while-revalidate=60"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task;
            await exchange.RespondAsync(200, "new", ("Cache-Control", "max-age=10"));
        };

        var got = await CacheFixture.Patience(
            Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => fixture.GetAsync()))));
        gate.SetResult();
        await fixture.IdleAsync();

        Assert.All(got, g => Assert.Equal((CacheOutcome.StaleWhileRevalidate, "old"), (g.Outcome, g.Body)));
        Assert.Equal(2, fixture.Origin.Count);
        Assert.Equal((CacheOutcome.Hit, "new"), ((await fixture.GetAsync()).Outcome, (await fixture.GetAsync()).Body));
    }

    [Fact]
    public async Task BodyThatArrives_IsReadByAllWhileItGrows()
    {
        using var fixture = new CacheFixture();
        var first = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "max-age=60"));
            await exchange.WriteAsync("one ");
            await first.Task;
            await exchange.WriteAsync("two");
        };

        using var leader = (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!;
        using var joined = (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!;
        var early = (await ReadAsync(leader), await ReadAsync(joined));
        first.SetResult();
        var late = (await ReadAsync(leader), await ReadAsync(joined));

        Assert.Equal(("one ", "one "), early);
        Assert.Equal(("two", "two"), late);
        Assert.Equal("one two", Encoding.UTF8.GetString((await leader.WaitCompleteAsync(default))!.Body.Bytes.Span));
        Assert.Equal(1, fixture.Origin.Count);
    }

    [Fact]
    public async Task LeaderThatLeaves_ChangesNothingForTheOthers()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task.WaitAsync(exchange.Cancellation);
            await exchange.RespondAsync(200, "page", ("Cache-Control", "max-age=60"));
        };
        using var leaves = new CancellationTokenSource();

        var leader = fixture.Cache.GetAsync(fixture.Request(), leaves.Token).AsTask();
        await UntilAsync(() => fixture.Origin.Count > 0);
        var other = fixture.GetAsync();
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        gate.SetResult();

        Assert.Equal((CacheOutcome.Collapsed, "page"), ((await other).Outcome, (await other).Body));
        Assert.Equal(1, fixture.Origin.Count);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync()).Outcome);
    }

    [Fact]
    public async Task EverybodyLeaving_StillStoresWhatMayBeStored()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "max-age=60"));
            await exchange.WriteAsync("half ");
            await gate.Task.WaitAsync(exchange.Cancellation);
            await exchange.WriteAsync("whole");
        };

        (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!.Dispose();
        gate.SetResult();
        await fixture.IdleAsync();

        Assert.Equal((CacheOutcome.Hit, "half whole"), ((await fixture.GetAsync()).Outcome, (await fixture.GetAsync()).Body));
    }

    [Fact]
    public async Task EverybodyLeavingAnUnsharedAnswer_EndsTheFetch()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "no-store"));
            await exchange.WriteAsync("some");
            await Task.Delay(Timeout.Infinite, exchange.Cancellation);
        };

        (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!.Dispose();

        await CacheFixture.Patience(fixture.IdleAsync());
        Assert.Equal(0, fixture.Origin.Running);
    }

    [Theory]
    [InlineData("10", "short")]
    [InlineData("3", "too long")]
    public async Task LengthThatDiffersFromTheAnnounced_AbortsAndIsNotStored(string announced, string body)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer(body, ("Cache-Control", "max-age=60"), ("Content-Length", announced));

        await Assert.ThrowsAsync<FillAbortedException>(() => fixture.GetAsync());
        await fixture.IdleAsync();
        fixture.Origin.Answer("good", ("Cache-Control", "max-age=60"), ("Content-Length", "4"));

        Assert.Equal((CacheOutcome.Miss, "good"), ((await fixture.GetAsync()).Outcome, (await fixture.GetAsync()).Body));
    }

    [Fact]
    public async Task BodyThatBreaksOff_AbortsEveryReader()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "max-age=60"));
            await exchange.WriteAsync("half");
            await gate.Task;
            throw new IOException("reset");
        };
        using var first = (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!;
        using var second = (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!;

        gate.SetResult();

        await Assert.ThrowsAsync<FillAbortedException>(() => first.CopyToAsync(new MemoryStream(), default));
        await Assert.ThrowsAsync<FillAbortedException>(() => second.CopyToAsync(new MemoryStream(), default));
        Assert.Null(await first.WaitCompleteAsync(default));
        Assert.Equal(0, fixture.Cache.Count);
    }

    [Fact]
    public async Task BodyEndedByTheConnection_IsPassedOnAndNotStored()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = exchange =>
        {
            exchange.Response.EndsWithConnection = true;
            return exchange.RespondAsync(200, "x", ("Cache-Control", "max-age=60"));
        };

        var got = await fixture.GetAsync();

        Assert.Equal(("x", NotStoredReason.Incomplete, 0), (got.Body, got.NotStored, fixture.Cache.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyOverTheLimit_IsPassedOnWholeAndNotStored(bool announced)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { MaxObjectBytes = 100_000 } };
        var body = new string('x', 1_500_000);
        (string, string)[] length = announced ? [("Content-Length", "1500000")] : [];
        fixture.Origin.Answer(body, [("Cache-Control", "max-age=60"), .. length]);

        var got = await fixture.GetAsync();

        Assert.Equal(body.Length, got.Body.Length);
        Assert.Null(got.Stored);
        await fixture.IdleAsync();
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
    }

    [Fact]
    public async Task BodyInManyPieces_IsStoredWhole()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "max-age=60"));
            for (var i = 0; i < 3000; i++)
            {
                await exchange.WriteAsync($"piece {i};");
            }
        };

        var first = await fixture.GetAsync();
        var second = await fixture.GetAsync();

        Assert.Equal(string.Concat(Enumerable.Range(0, 3000).Select(i => $"piece {i};")), first.Body);
        Assert.Equal((CacheOutcome.Hit, first.Body), (second.Outcome, second.Body));
    }

    [Fact]
    public async Task SlowReaderOfAnUnsharedAnswer_HoldsTheOriginBack()
    {
        using var fixture = new CacheFixture();
        var written = 0;
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "no-store"));
            for (; written < 1000; written++)
            {
                await exchange.Response.Body.WriteAsync(new byte[10_000], exchange.Cancellation);
            }
        };
        using var reader = (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!;
        await UntilAsync(() => Volatile.Read(ref written) >= 26);

        var heldAt = Volatile.Read(ref written);
        var sink = new MemoryStream();
        await reader.CopyToAsync(sink, default);

        Assert.InRange(heldAt, 26, 28);
        Assert.Equal(10_000_000, sink.Length);
    }

    [Fact]
    public async Task UncacheablePage_DoesNotQueue()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task;
            await exchange.RespondAsync(200, "mine", ("Cache-Control", "private"));
        };
        var leader = fixture.GetAsync();
        await UntilAsync(() => fixture.Origin.Count > 0);
        var waiter = fixture.GetAsync();
        gate.SetResult();

        Assert.Equal(
            (CacheOutcome.Miss, NotStoredReason.Private, "mine"),
            ((await leader).Outcome, (await leader).NotStored, (await leader).Body));
        Assert.True((await waiter).Answer.MustForward);
        var later = fixture.Cache.GetAsync(fixture.Request(), default);
        Assert.True(later.IsCompletedSuccessfully);
        Assert.Equal(NotStoredReason.Private, (await later).NotStored);

        fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync()).Outcome);
    }

    [Fact]
    public async Task HeadersThatDoNotCome_AreATimeout()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = exchange => Task.Delay(Timeout.Infinite, exchange.Cancellation);

        var request = fixture.GetAsync();
        await UntilAsync(() => fixture.Origin.Running == 1);
        fixture.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(OriginFailure.Timeout, (await request).Answer.Failure);
    }

    [Fact]
    public async Task BodyThatStalls_IsAborted()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "max-age=60"));
            await exchange.WriteAsync("half");
            await Task.Delay(Timeout.Infinite, exchange.Cancellation);
        };
        using var reader = (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!;
        Assert.Equal("half", await ReadAsync(reader));

        fixture.Time.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<FillAbortedException>(() => ReadAsync(reader));
    }

    [Fact]
    public async Task WaiterWhoWaitedTooLong_GoesOnItsOwn()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = exchange => Task.Delay(Timeout.Infinite, exchange.Cancellation);
        _ = fixture.GetAsync();
        await UntilAsync(() => fixture.Origin.Running == 1);

        var waiter = fixture.Cache.GetAsync(fixture.Request(), default).AsTask();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        var answer = await CacheFixture.Patience(waiter);

        Assert.True(answer.MustForward);
        Assert.Equal("EdgeGateway; fwd=bypass; detail=collapse-timeout", answer.CacheStatus);
    }

    [Fact]
    public async Task Deriver_RunsOnceForACompleteResponse()
    {
        var deriver = new CountingDeriver();
        using var fixture = new CacheFixture(deriver: deriver);

        var first = await fixture.GetAsync();
        var second = await fixture.GetAsync();

        Assert.Equal(1, deriver.Calls);
        Assert.Equal("HELLO", Assert.IsType<Upper>(first.Stored!.Derived).Text);
        Assert.Same(first.Stored, second.Stored);
    }

    [Fact]
    public async Task DeriverThatThrows_LeavesThePagePlain()
    {
        using var fixture = new CacheFixture(
            deriver: new CountingDeriver { Failure = new InvalidOperationException("bad page") });

        await fixture.GetAsync();
        var second = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Hit, "hello"), (second.Outcome, second.Body));
        Assert.Null(second.Stored!.Derived);
    }

    [Fact]
    public async Task ReplacedDerivedContent_IsCounted()
    {
        using var fixture = new CacheFixture(deriver: new CountingDeriver());
        var stored = (await fixture.GetAsync()).Stored!;
        var before = fixture.Cache.Bytes;

        stored.ReplaceDerived(new Upper(new string('x', 1000)));

        Assert.Equal(before + 995, fixture.Cache.Bytes);
    }

    private static async Task<string> ReadAsync(FillReader reader) =>
        Encoding.UTF8.GetString((await CacheFixture.Patience(reader.ReadAsync(default).AsTask())).Span);

    private static Task UntilAsync(Func<bool> condition)
    {
        return CacheFixture.Patience(Task.Run(async () =>
        {
            while (!condition())
            {
                await Task.Yield();
            }
        }));
    }

    private sealed record Upper(string Text) : IDerivedContent
    {
        public long SizeBytes => Text.Length;
    }

    private sealed class CountingDeriver : IResponseDeriver
    {
        public int Calls { get; private set; }

        public Exception? Failure { get; init; }

        public IDerivedContent? Derive(Caching.Storage.StoredResponse response, object? origin)
        {
            Calls++;
            return Failure is null
                ? new Upper(Encoding.UTF8.GetString(response.Body.Bytes.Span).ToUpperInvariant())
                : throw Failure;
        }
    }
}
