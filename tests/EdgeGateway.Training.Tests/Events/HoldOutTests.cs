using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.Tests.Events;

public sealed class HoldOutTests
{
    private const double Day = 86400;

    [Fact]
    public void LastDay_TakesSessionsThatStartOnIt()
    {
        // 60 sessions a day on three days; a session that starts before midnight belongs to the day before.
        var sessions = Sessions(180, session => session / 60 * Day + 100);

        var holdOut = HoldOut.Create(sessions, null);

        Assert.Equal(Enumerable.Range(120, 60), holdOut.Validation);
        Assert.Equal(Enumerable.Range(0, 120), holdOut.Training);
        Assert.Equal("sessions of the last day", holdOut.Description);
    }

    [Fact]
    public void LastDayWithTooLittle_FallsBackToTheNewestTenth()
    {
        var sessions = Sessions(100, session => session == 99 ? 9 * Day : session);

        var holdOut = HoldOut.Create(sessions, null);

        Assert.Equal(Enumerable.Range(90, 10), holdOut.Validation);
    }

    [Fact]
    public void Fraction_TakesTheNewestSessions()
    {
        var sessions = Sessions(100, session => 1000 - session);

        var holdOut = HoldOut.Create(sessions, 0.25);

        Assert.Equal(Enumerable.Range(0, 25), holdOut.Validation);
        Assert.Empty(holdOut.Validation.Intersect(holdOut.Training));
    }

    private static SessionSet Sessions(int count, Func<int, double> start)
    {
        int[] starts = [.. Enumerable.Range(0, count + 1).Select(session => session * 2)];
        double[] times = [.. Enumerable.Range(0, count * 2).Select(place => start(place / 2) + place % 2)];
        return SessionSet.Create(["a", "b"], starts, [.. Enumerable.Range(0, count * 2).Select(place => place % 2)], times);
    }
}
