using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Benchmarks.Samples;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Storage.KeyValue;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Benchmarks.Profiles;

/// <summary>What does a profile of 10,000 in memory cost to find, copy, check and question?</summary>
public class ProfileReadBenchmarks
{
    private const int Visitors = 10_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-bench-store-");
    private readonly byte[] _buffer = new byte[ProfileUpdater.MaxBytes];
    private readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly byte[] _rawKey = new byte[ProfileStore.KeySize];
    private FasterKeyValueStore _store = null!;
    private ProfileStore _profiles = null!;
    private ulong _next;

    [GlobalSetup]
    public void Prepare()
    {
        _store = FasterKeyValueStore.Open(
            new KeyValueStoreOptions { Directory = _folder.FullName }, NullLogger<FasterKeyValueStore>.Instance);
        _profiles = new ProfileStore(_store, ProfileKey.FromBytes(new byte[ProfileKey.Size]));
        for (var i = 1; i <= Visitors; i++)
        {
            _profiles.Write(new VisitorId(7, (ulong)i), SampleProfile.Create(i, _now));
        }

        _profiles.WriteKey(new VisitorId(7, 1), _rawKey);
        if (ReadAndCount() == 0)
        {
            throw new InvalidOperationException("The sample visitor has no views.");
        }
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Baseline = true, Description = "store, one key")]
    public int ReadStore() => _store.TryRead(_rawKey, _buffer, out var length) ? length : 0;

    [Benchmark(Description = "profile of the next visitor")]
    [Budget(AllocatedBytes = 0, Microseconds = 20)]
    public int Read() => _profiles.TryRead(NextVisitor(), _buffer, out var length) ? length : 0;

    [Benchmark(Description = "the same, then views in 7 days")]
    [Budget(AllocatedBytes = 0, Microseconds = 20)]
    public int ReadAndCount() => _profiles.TryRead(NextVisitor(), _buffer, out var length)
        ? new ProfileView(_buffer.AsSpan(0, length)).Count(EventType.View, TimeSpan.FromDays(7), _now)
        : 0;

    private VisitorId NextVisitor() => new(7, (_next++ * 7919 % Visitors) + 1);
}
