using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Events.Tests.Fakes;

/// <summary>An event log over memory, which can be killed and started again.</summary>
internal sealed class EventLogHarness : IAsyncDisposable
{
    public static readonly ProfileKey Key = ProfileKey.FromBytes(new byte[ProfileKey.Size]);

    private EventLogHarness(EventLogOptions options, ManualTimeProvider time, MemoryJournal journal, MemoryStore store)
    {
        Options = options;
        Time = time;
        Journal = journal;
        Store = store;
        Profiles = new ProfileStore(store, Key);
    }

    public EventLogOptions Options { get; }

    public ManualTimeProvider Time { get; }

    public MemoryJournal Journal { get; }

    public MemoryStore Store { get; }

    public ProfileStore Profiles { get; }

    public EventLog Log { get; private set; } = null!;

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static Task<EventLogHarness> StartAsync(EventLogOptions? options = null) =>
        StartAsync(options ?? new EventLogOptions(), new ManualTimeProvider(), new MemoryJournal(), new MemoryStore());

    /// <summary>Leaves this one as kill -9 would and starts from what is durable.</summary>
    public Task<EventLogHarness> KillAndStartAsync(int checkpointsBack = 0) =>
        StartAsync(Options, Time, Journal.Reopen(), Store.Reopen(checkpointsBack));

    public EdgeEvent Event(EventType type, string? item = null, UInt128 id = default, double value = double.NaN) =>
        new() { Type = type, Item = item, Id = id, Time = Now, Value = value };

    public ValueTask<EventReceipt> AcceptAsync(VisitorId visitor, params EdgeEvent[] events) =>
        Log.AcceptAsync(visitor, events, CancellationToken.None);

    public bool HasProfile(VisitorId visitor) => Profiles.TryRead(visitor, new byte[4096], out _);

    /// <summary>Items of the visitor's events, newest first.</summary>
    public List<string> ItemsOf(VisitorId visitor)
    {
        var bytes = new byte[4096];
        Profiles.TryRead(visitor, bytes, out var length);
        var items = new List<string>();
        foreach (var e in new ProfileView(bytes.AsSpan(0, length)).Events)
        {
            items.Add(System.Text.Encoding.UTF8.GetString(e.Item));
        }

        return items;
    }

    public int CountOf(VisitorId visitor, EventType type)
    {
        var bytes = new byte[4096];
        Profiles.TryRead(visitor, bytes, out var length);
        return new ProfileView(bytes.AsSpan(0, length)).Count(type, TimeSpan.FromDays(30), Now);
    }

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    private static async Task<EventLogHarness> StartAsync(
        EventLogOptions options, ManualTimeProvider time, MemoryJournal journal, MemoryStore store)
    {
        var harness = new EventLogHarness(options, time, journal, store);
        harness.Log = await EventLog.StartAsync(
            journal, store, harness.Profiles, options, time, NullLogger<EventLog>.Instance, metrics: null);
        return harness;
    }
}
