using System.Text;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Tests.Profiles;

public sealed class ProfileUpdaterTests
{
    private const long Now = 1_767_261_600_000;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    [Fact]
    public void ThirtyMinutesOfSilence_StartASession()
    {
        var profile = new ProfileBuilder()
            .Add(EventType.View, "a", Now)
            .Add(EventType.View, "a", Now + (30 * Minute))
            .Add(EventType.View, "a", Now + (60 * Minute) + 1)
            .Add(EventType.View, "a", Now + (40 * Minute));

        Assert.Equal(2, profile.View.Sessions);
        Assert.Equal(Now + (60 * Minute) + 1, profile.View.SessionStart);
        Assert.Equal(Now + (60 * Minute) + 1, profile.View.LastSeen);
    }

    [Fact]
    public void RepeatedItem_ChangesTheRevisionOnly()
    {
        var profile = new ProfileBuilder()
            .Add(EventType.View, "a", Now)
            .Add(EventType.View, "a", Now)
            .Add(EventType.Impression, "b", Now)
            .Add(EventType.Search, "", Now).Add(EventType.Exposure, "c", Now).Add(EventType.View, "a", Now);
        Assert.Equal((6U, 1U), (profile.View.Revision, profile.View.ItemRevision));

        profile.Add(EventType.Cart, "a", Now);
        Assert.Equal((7U, 2U), (profile.View.Revision, profile.View.ItemRevision));
        profile.Add(EventType.View, "a", Now);
        Assert.Equal((8U, 3U), (profile.View.Revision, profile.View.ItemRevision));
    }

    [Fact]
    public void Impressions_DoNotPushOutWhatTheVisitorDid()
    {
        var profile = new ProfileBuilder();
        for (var i = 0; i < 40; i++)
        {
            profile.Add(EventType.View, $"v{i}", Now + i);
        }

        for (var i = 0; i < 200; i++)
        {
            profile.Add(EventType.Impression, $"i{i}", Now + 100 + i);
        }

        var types = Types(profile.View);
        Assert.Equal(64, types.Count);
        Assert.Equal(40, types.Count(t => t == EventType.View));
        Assert.Equal(200, profile.View.Count(EventType.Impression, TimeSpan.FromDays(1), Now + Hour));
    }

    [Fact]
    public void PageViewsWithoutItem_DoNotPushOutItems()
    {
        var profile = new ProfileBuilder();
        for (var i = 0; i < 40; i++)
        {
            profile.Add(EventType.View, $"v{i}", Now + i);
        }

        for (var i = 0; i < 200; i++)
        {
            profile.Add(EventType.View, "", Now + 100 + i);
        }

        Assert.Equal(64, profile.View.EventCount);
        Assert.Equal(40, Items(profile.View).Count(item => item.Length > 0));
        Assert.Equal(240, profile.View.Count(EventType.View, TimeSpan.FromDays(1), Now + Hour));
    }

    [Fact]
    public void Exposures_LeaveTheRingAndTheCountersAlone()
    {
        var profile = new ProfileBuilder().Add(EventType.Exposure, "a", Now);

        Assert.Equal(0, profile.View.EventCount);
        Assert.Equal(0, profile.View.Count(EventType.Exposure, TimeSpan.FromDays(1), Now));
        Assert.Equal(1U, profile.View.Revision);
        Assert.Equal(1, profile.View.Sessions);
    }

    [Fact]
    public void LongItems_PushOutTheOldestEvents()
    {
        var profile = new ProfileBuilder();
        for (var i = 0; i < 100; i++)
        {
            profile.Add(EventType.View, $"{i:000}" + new string('x', 125), Now + (i * Hour));
        }

        Assert.InRange(profile.Bytes.Length, 3000, ProfileUpdater.MaxBytes);
        Assert.InRange(profile.View.EventCount, 15, 63);
        Assert.StartsWith("099", NewestItem(profile.View), StringComparison.Ordinal);
        Assert.Equal(100, profile.View.Count(EventType.View, TimeSpan.FromDays(30), Now + (100 * Hour)));
    }

    [Fact]
    public void ItemLongerThanAnyId_IsNotKept()
    {
        var profile = new ProfileBuilder().Add(EventType.View, new string('x', 5000), Now);

        Assert.Equal("", NewestItem(profile.View));
        Assert.Equal(0U, profile.View.ItemRevision);
    }

    [Fact]
    public void CountersPastTheirShare_LoseTheOldestHoursAndAnswerByDays()
    {
        var profile = new ProfileBuilder();
        for (var hour = 0; hour < 24 * 100; hour++)
        {
            for (var type = EventType.View; type <= EventType.Custom; type++)
            {
                profile.Add(type, "a", Now + (hour * Hour), 0.37);
            }
        }

        var now = Now + (24 * 100 * Hour);
        Assert.InRange(profile.Bytes.Length, 2000, ProfileUpdater.MaxBytes);
        Assert.True(profile.View.HoursFrom > 0);
        Assert.InRange(profile.View.Count(EventType.View, TimeSpan.FromDays(6), now), 6 * 24, 7 * 24);
        Assert.InRange(profile.View.Count(EventType.View, TimeSpan.FromHours(5), now), 4, 6);
        Assert.Equal(2400, profile.View.Total(EventType.View));
    }

    [Fact]
    public void DamagedProfile_IsReplacedByANewOne()
    {
        var destination = new byte[ProfileUpdater.MaxBytes];
        var change = new ProfileChange { Address = 9, Type = EventType.View, Time = Now, Quantity = 1, Value = double.NaN };

        var length = ProfileUpdater.Apply([1, 2, 3], change, destination);

        Assert.Equal(1U, new ProfileView(destination.AsSpan(0, length)).Revision);
    }

    [Fact]
    public void ClockJumps_KeepTheProfileReadable()
    {
        var profile = new ProfileBuilder().Add(EventType.View, "a", Now).Add(EventType.View, "b", Now + (400 * Day))
            .Add(EventType.View, "c", Now + Minute).Add(EventType.View, "d", -5).Add(EventType.View, "e", 0);

        Assert.Equal(ProfileDamage.None, profile.View.Damage);
        Assert.Equal(5, profile.View.EventCount);
        Assert.Equal(3, profile.View.Count(EventType.View, TimeSpan.FromDays(1), Now + (2 * Minute)));
    }

    [Fact]
    public void SmallDestination_IsAMistakeOfTheCaller() => Assert.Throws<ArgumentException>(
        () => ProfileUpdater.Apply([], new ProfileChange { Address = 1, Type = EventType.View, Time = Now }, new byte[100]));

    [Fact]
    public void Applying_AllocatesNothing()
    {
        var stored = ProfileViewTests.Sample().Bytes.ToArray();
        var destination = new byte[ProfileUpdater.MaxBytes];
        var length = Apply(stored, destination, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        length += Apply(stored, destination, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(length > 0);
    }

    private static int Apply(byte[] stored, byte[] destination, int times)
    {
        var length = 0;
        for (var i = 0; i < times; i++)
        {
            var change = new ProfileChange
            {
                Address = 100 + i,
                Type = EventType.Cart,
                Time = Now + Hour,
                Item = "shoe-2"u8,
                Value = 3.5,
                Quantity = 2,
            };
            length += ProfileUpdater.Apply(stored, change, destination);
        }

        return length;
    }

    private static string NewestItem(ProfileView view)
    {
        foreach (var entry in view.Events)
        {
            return Encoding.UTF8.GetString(entry.Item);
        }

        return "none";
    }

    private static List<EventType> Types(ProfileView view)
    {
        var types = new List<EventType>();
        foreach (var entry in view.Events)
        {
            types.Add(entry.Type);
        }

        return types;
    }

    private static List<string> Items(ProfileView view)
    {
        var items = new List<string>();
        foreach (var entry in view.Events)
        {
            items.Add(Encoding.UTF8.GetString(entry.Item));
        }

        return items;
    }
}
