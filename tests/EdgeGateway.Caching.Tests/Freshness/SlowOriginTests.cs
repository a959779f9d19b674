using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Freshness;

/// <summary>An origin that takes its time, before a page that could stand in.</summary>
public sealed class SlowOriginTests
{
    [Fact]
    public async Task SilentOrigin_IsNotWaitedForLongAndItsLateAnswerIsStored()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-if-error=60"));
        await fixture.GetAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Origin.Script = async exchange =>
        {
            asked.TrySetResult();
            await answering.Task;
            await exchange.RespondAsync(200, "new", ("Cache-Control", "max-age=100"));
        };

        fixture.Time.Advance(TimeSpan.FromSeconds(15));
        var leading = fixture.GetAsync();
        var joining = fixture.GetAsync();
        await CacheFixture.Patience(asked.Task);
        fixture.Time.Advance(TimeSpan.FromSeconds(5));
        var (first, second) = (await leading, await joining);
        var third = await fixture.GetAsync();
        answering.SetResult();
        await fixture.IdleAsync();
        var fresh = await fixture.GetAsync();

        Assert.All([first, second, third], got => Assert.Equal((CacheOutcome.StaleIfError, "old"), (got.Outcome, got.Body)));
        Assert.Equal((CacheOutcome.Hit, "new"), (fresh.Outcome, fresh.Body));
        Assert.Equal(2, fixture.Origin.Count);
    }

    [Fact]
    public async Task SilentOriginOfAPageThatMayNotStandIn_IsWaitedFor()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, must-revalidate, stale-if-error=60"));
        await fixture.GetAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Origin.Script = async exchange =>
        {
            asked.TrySetResult();
            await answering.Task;
            await exchange.RespondAsync(200, "new", ("Cache-Control", "max-age=100"));
        };

        fixture.Time.Advance(TimeSpan.FromSeconds(15));
        var waiting = fixture.GetAsync();
        await CacheFixture.Patience(asked.Task);
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(waiting.IsCompleted);
        answering.SetResult();

        Assert.Equal((CacheOutcome.Miss, "new"), ((await waiting).Outcome, (await waiting).Body));
    }
}
