using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Freshness;

/// <summary>The wall clock jumps, as after a wrong time server or a virtual machine's sleep: ages are measured, not read off it.</summary>
public sealed class ClockJumpTests
{
    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    [InlineData(20_000)]
    public async Task StoredPage_KeepsItsAgeAndItsLifetime(int days)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("page", ("Cache-Control", "max-age=100"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(30));

        fixture.Time.JumpWallClock(TimeSpan.FromDays(days));
        var hit = await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(69));
        var last = await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(2));
        var stale = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Hit, CacheOutcome.Hit, CacheOutcome.Miss), (hit.Outcome, last.Outcome, stale.Outcome));
        Assert.Equal(TimeSpan.FromSeconds(99), last.Stored!.GetAge() - TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task WindowsOfStalePages_AreNotMovedByAJump(int days)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-if-error=60"));
        await fixture.GetAsync();
        fixture.Origin.Script = static _ => throw new IOException("down");
        fixture.Time.Advance(TimeSpan.FromSeconds(15));

        fixture.Time.JumpWallClock(TimeSpan.FromDays(days));
        var within = await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(60));
        var after = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.StaleIfError, "old"), (within.Outcome, within.Body));
        Assert.Equal(OriginFailure.Unreachable, after.Answer.Failure);
    }
}
