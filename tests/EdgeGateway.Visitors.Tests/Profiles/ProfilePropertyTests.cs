using System.Text;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Tests.Profiles;

/// <summary>Random event streams against <see cref="ProfileModel"/>; the seed is in every message.</summary>
public sealed class ProfilePropertyTests
{
    private const long Start = 1_767_225_600_000;
    private static readonly EventType[] Types = Enum.GetValues<EventType>();
    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromMinutes(7), TimeSpan.FromHours(1), TimeSpan.FromHours(30), TimeSpan.FromDays(3), TimeSpan.FromDays(7),
         TimeSpan.FromDays(20), TimeSpan.FromDays(80), TimeSpan.FromDays(4000)];

    [Theory]
    [InlineData(0, 60_000, 8)]
    [InlineData(1, 3_600_000, 30)]
    [InlineData(2, 20_000_000, 128)]
    [InlineData(3, 90_000_000, 12)]
    public void RandomStreams_AgreeWithTheModel(int family, int longestPauseMs, int longestItem)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            Replay(new Random((family * 1000) + seed), longestPauseMs, longestItem, $"family {family} seed {seed}");
        }
    }

    [Fact]
    public void AppliedTwice_IsAppliedOnce()
    {
        var random = new Random(11);
        var current = new byte[ProfileUpdater.MaxBytes];
        var next = new byte[ProfileUpdater.MaxBytes];
        var length = 0;
        for (var address = 1L; address <= 200; address++)
        {
            var change = ModelEvent.Random(random, Start + (address * 40_000), 10).ToChange(address * 64);
            length = ProfileUpdater.Apply(current.AsSpan(0, length), change, next);
            (current, next) = (next, current);

            Assert.Equal(0, ProfileUpdater.Apply(current.AsSpan(0, length), change, next));
        }

        Assert.Equal(200U, new ProfileView(current.AsSpan(0, length)).Revision);
    }

    private static void Replay(Random random, int longestPauseMs, int longestItem, string label)
    {
        var model = new ProfileModel();
        var current = new byte[ProfileUpdater.MaxBytes];
        var next = new byte[ProfileUpdater.MaxBytes];
        var length = 0;
        var clock = Start;
        for (var step = 1; step <= 300; step++)
        {
            clock += random.Next(longestPauseMs);
            var added = ModelEvent.Random(random, clock - (random.Next(5) == 0 ? random.Next(300_000) : 0), longestItem);
            length = ProfileUpdater.Apply(current.AsSpan(0, length), added.ToChange(step * 100L), next);
            (current, next) = (next, current);
            model.Apply(added);

            Assert.InRange(length, 1, ProfileUpdater.MaxBytes);
            var view = new ProfileView(current.AsSpan(0, length));
            Assert.True(view.Damage == ProfileDamage.None, $"{label} step {step}: {view.Damage}");
            CheckHeader(view, model, step, label);
            if (step % 10 == 0)
            {
                CheckRing(view, model, $"{label} step {step}");
                CheckWindows(view, model, clock, $"{label} step {step}");
            }
        }
    }

    private static void CheckHeader(in ProfileView view, ProfileModel model, int step, string label)
    {
        Assert.False(view.IsEmpty);
        Assert.Equal(step * 100L, view.AppliedAddress);
        Assert.Equal((uint)step, view.Revision);
        Assert.Equal(model.FirstSeen, view.FirstSeen);
        Assert.Equal(model.LastSeen, view.LastSeen);
        Assert.True(model.Sessions == view.Sessions, $"{label} step {step}: sessions {model.Sessions} {view.Sessions}");
        Assert.True(model.ItemRevision == view.ItemRevision,
            $"{label} step {step}: item revision {model.ItemRevision} {view.ItemRevision}");
    }

    private static void CheckRing(in ProfileView view, ProfileModel model, string label)
    {
        var expected = model.All.Where(e => e.Type != EventType.Exposure).Reverse().ToList();
        var position = 0;
        var count = 0;
        foreach (var entry in view.Events)
        {
            while (position < expected.Count && !Same(expected[position], entry))
            {
                Assert.True(
                    expected[position].Type == EventType.Impression
                        || (expected[position].Type is EventType.View or EventType.Dwell && expected[position].Item.Length == 0),
                    $"{label}: only impressions and page views without an item may be missing inside the ring");
                position++;
            }

            Assert.True(position++ < expected.Count, $"{label}: the ring holds an event that never happened");
            count++;
        }

        Assert.Equal(view.EventCount, count);
        Assert.True(count <= 64, label);
        Assert.True(count >= Math.Min(8, expected.Count), $"{label}: only {count} events kept");
        if (expected.Count <= 64 && expected.All(e => e.Item.Length < 13))
        {
            Assert.True(count == expected.Count, $"{label}: {count} of {expected.Count} kept though they fit");
        }
    }

    private static void CheckWindows(in ProfileView view, ProfileModel model, long now, string label)
    {
        foreach (var type in Types)
        {
            Assert.Equal(type == EventType.Exposure ? 0 : model.All.Count(e => e.Type == type), view.Total(type));
            if (type is EventType.Exposure)
            {
                continue;
            }

            Assert.Equal(model.All.Any(e => e.Type == type), view.TryGetLast(type, out var last));
            Assert.True(!model.All.Any(e => e.Type == type) || last == model.All.Where(e => e.Type == type).Max(e => e.Time),
                label);
            foreach (var window in Windows)
            {
                CheckWindow(view, model, type, window, now, label);
            }
        }
    }

    private static void CheckWindow(
        in ProfileView view, ProfileModel model, EventType type, TimeSpan window, long now, string label)
    {
        var start = Math.Max(0, now - (long)window.TotalMilliseconds);
        var exact = model.Within(type, start).ToList();
        var rounded = model.WithinRounded(type, start).ToList();
        var count = view.Count(type, window, now);
        label = $"{label} {type} {window}";
        var history = new ProfileHistory();
        history.Reset(view);
        Assert.Equal((count, view.Sum(type, window, now)), history.Measure(view, type, window, now));
        Assert.Equal((count, view.Sum(type, window, now)), history.Measure(view, type, window, now));
        Assert.True(count >= exact.Count && count <= rounded.Count, $"{label}: {exact.Count} <= {count} <= {rounded.Count}");
        var reachesBack = start >= view.RingSince && type != EventType.Impression;
        Assert.True(!reachesBack || count == exact.Count, $"{label}: {count} instead of exactly {exact.Count}");
        if (type is EventType.Purchase or EventType.Dwell)
        {
            var sum = view.Sum(type, window, now);
            Assert.True(
                sum >= exact.Sum(e => e.Amount) - 1e-6 && sum <= rounded.Sum(e => e.Amount) + 1e-6,
                $"{label}: {exact.Sum(e => e.Amount)} <= {sum} <= {rounded.Sum(e => e.Amount)}");
        }
    }

    private static bool Same(ModelEvent expected, in ProfileEvent entry) =>
        expected.Type == entry.Type && expected.Time == entry.Time && expected.Item == Encoding.UTF8.GetString(entry.Item)
        && expected.Value.Equals(entry.Value) && expected.Quantity == entry.Quantity && expected.Amount.Equals(entry.Amount);
}
