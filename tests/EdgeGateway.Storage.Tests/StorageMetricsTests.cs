using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeGateway.Storage.Journal;
using EdgeGateway.Storage.KeyValue;
using EdgeGateway.Storage.Tests.Journal;
using EdgeGateway.Storage.Tests.KeyValue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Storage.Tests;

public sealed class StorageMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentDictionary<string, double> _sums = new();
    private readonly MeterListener _listener = new();
    private readonly StorageMetrics _metrics;

    public StorageMetricsTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _metrics = new StorageMetrics(factory);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.Start();
    }

    [Fact]
    public async Task Journal_CountsCommitsAndRefusedEntries()
    {
        using var fixture = new JournalFixture();
        await using (var journal = FasterJournal.Open(
            fixture.Options, TimeProvider.System, NullLogger<FasterJournal>.Instance, _metrics))
        {
            await JournalFixture.AppendAsync(journal, 0, 1);
            await JournalFixture.AppendAsync(journal, 1, 1);
            await journal.DisposeAsync();
            Assert.False(journal.TryAppend([1], out _));
        }

        Assert.Equal(2, _sums["edge.journal.commits"]);
        Assert.Equal(1, _sums["edge.journal.refused"]);
        Assert.True(_sums["edge.journal.commit.duration"] > 0);
    }

    [Fact]
    public async Task Store_MeasuresCheckpointsAndCountsDamagedRecords()
    {
        using var fixture = new StoreFixture();
        await using var store = FasterKeyValueStore.Open(
            fixture.Options, TimeProvider.System, NullLogger<FasterKeyValueStore>.Instance, _metrics);
        for (var i = 0; i < 2000; i++)
        {
            store.Upsert(StoreFixture.Key(i), StoreFixture.Value(i, version: 1, size: 4000));
        }

        await store.CheckpointAsync(1, CancellationToken.None);
        Damage.Zero(fixture.LogFiles()[0], 100_000, 4096);
        var buffer = new byte[4096];
        var found = Enumerable.Range(0, 2000).Count(i => store.TryRead(StoreFixture.Key(i), buffer, out _));

        Assert.InRange(found, 1996, 1998);
        Assert.True(_sums["edge.store.checkpoint.duration"] > 0);
        Assert.Equal(store.DamagedReads, _sums["edge.store.damaged"]);
        Assert.Equal(2000 - found, store.DamagedReads);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Add(string name, double value) => _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
}
