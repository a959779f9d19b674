using EdgeGateway.Events.Applying;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Events.Tests.Applying;

public sealed class DuplicateWindowTests
{
    private const long Minute = 60_000;
    private const long Start = 1_767_225_600_000;
    private static readonly VisitorId Ann = new(1, 2);
    private static readonly VisitorId Bob = new(1, 3);

    [Fact]
    public void Id_IsKnownForTheWholeWindowAndForgottenAfterTwo()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10), 1_000);
        window.Advance(Start, 0);
        Assert.True(window.TryAdd(Ann, 1));

        window.Advance(Start + 10 * Minute, 100);
        Assert.False(window.TryAdd(Ann, 1));
        window.Advance(Start + 19 * Minute, 200);
        Assert.False(window.TryAdd(Ann, 1));
        window.Advance(Start + 20 * Minute, 300);
        Assert.True(window.TryAdd(Ann, 1));
    }

    [Fact]
    public void SameId_OfAnotherVisitorIsAnother()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10), 1_000);
        window.Advance(Start, 0);

        Assert.True(window.TryAdd(Ann, 1));
        Assert.True(window.TryAdd(Bob, 1));
        Assert.False(window.TryAdd(Bob, 1));
    }

    [Fact]
    public void FullHalf_MovesOnEarly()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10), 100);
        for (var id = 1; id <= 1_000; id++)
        {
            window.Advance(Start, id);
            Assert.True(window.TryAdd(Ann, (UInt128)id));
        }

        Assert.InRange(window.Count, 100, 200);
        Assert.False(window.TryAdd(Ann, 1_000));
        Assert.False(window.TryAdd(Ann, 901));
    }

    [Fact]
    public void From_IsTheAddressBeforeTheOlderHalf()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10), 1_000);
        window.Restart(50);
        window.Advance(Start, 50);
        Assert.Equal(50, window.From);

        window.Advance(Start + 10 * Minute, 100);
        Assert.Equal(50, window.From);
        window.Advance(Start + 20 * Minute, 200);
        Assert.Equal(100, window.From);
        window.Advance(Start + 30 * Minute, 300);
        Assert.Equal(200, window.From);
    }

    [Fact]
    public void ErasedVisitor_IsKnownForTheWindow()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10), 1_000);
        window.Advance(Start, 0);
        Assert.False(window.IsErased(Ann));

        window.AddErased(Ann);
        window.Advance(Start + 10 * Minute, 100);
        Assert.True(window.IsErased(Ann));
        Assert.False(window.IsErased(Bob));
        window.Advance(Start + 20 * Minute, 200);
        Assert.False(window.IsErased(Ann));
    }

    [Fact]
    public void ClockThatJumpsBack_KeepsTheWindow()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10), 1_000);
        window.Advance(Start, 0);
        window.TryAdd(Ann, 1);

        window.Advance(Start - 100 * Minute, 100);

        Assert.False(window.TryAdd(Ann, 1));
        Assert.Equal(0, window.From);
    }
}
