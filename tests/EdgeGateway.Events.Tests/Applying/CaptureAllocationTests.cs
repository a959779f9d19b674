using EdgeGateway.Events.Capture;
using EdgeGateway.Events.Tests.Fakes;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Storage.Journal;
using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Events.Tests.Applying;

public sealed class CaptureAllocationTests
{
    [Fact]
    public async Task CapturedPage_AllocatesNothingOnceTheQueueHasGrown()
    {
        var store = new MemoryStore();
        await using var log = await EventLog.StartAsync(
            new CountingJournal(), store, new ProfileStore(store, EventLogHarness.Key), new EventLogOptions(),
            new ManualTimeProvider(),
            NullLogger<EventLog>.Instance, null);
        var item = new CatalogueItem("sku-2", 0, 1, true, "", System.Collections.Frozen.FrozenDictionary<string, string>.Empty);
        CatalogueItem[] items = [item, item, item, item, item, item];
        SlotExposure[] exposures =
        [
            new("recs", DecisionSource.Model, null, null, items, 6),
            new("recent", DecisionSource.List, null, null, items, 6),
            new("hero", DecisionSource.Experiment, "hero-copy", "b", null, 0),
            new("banner", DecisionSource.Rule, null, null, null, 0),
        ];

        var allocated = 0L;
        for (var round = 0; round < 4; round++)
        {
            allocated = Capture(log, exposures);
            await log.DrainAsync(CancellationToken.None);
        }

        Assert.Equal(0, allocated);
    }

    private static long Capture(EventLog log, SlotExposure[] exposures)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            log.TryCapture(
                new VisitorId(1, 1), new PageCapture { Item = "sku-1", Path = "/product/sku-1", Exposures = exposures });
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Gives addresses and keeps nothing.</summary>
    private sealed class CountingJournal : IJournal
    {
        public long BeginAddress => 64;

        public long CommittedAddress => TailAddress;

        public long TailAddress { get; private set; } = 64;

        public IReadOnlyList<string> Problems => [];

        public bool TryAppend(ReadOnlySpan<byte> entry, out long address)
        {
            address = TailAddress += 16 + entry.Length;
            return true;
        }

        public ValueTask WaitForCommitAsync(long address, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public long Replay(long from, JournalEntryVisitor visit) => from;

        public void TruncateUntil(long address)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
