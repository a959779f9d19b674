using System.Buffers.Binary;
using System.Text;
using EdgeGateway.Storage.KeyValue;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Storage.Tests.KeyValue;

/// <summary>Opens small stores in a folder; values tell which key and version they are.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Directory => _folder.Path;

    public KeyValueStoreOptions Options => new()
    {
        Directory = _folder.Path,
        IndexBytes = 1 << 20,
        PageBytes = 64 << 10,
        MemoryBytes = 1 << 20,
        SegmentBytes = 256 << 10,
        CleanAboveBytes = 1L << 40,
    };

    public FasterKeyValueStore Open(KeyValueStoreOptions? options = null) =>
        FasterKeyValueStore.Open(options ?? Options, NullLogger<FasterKeyValueStore>.Instance);

    public List<string> Manifests() => [.. System.IO.Directory.GetFiles(Directory, "checkpoint-*").Order(StringComparer.Ordinal)];

    /// <summary>The files of the logs, oldest log first.</summary>
    public List<string> LogFiles() =>
        [.. System.IO.Directory.GetFiles(Directory, "log.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public List<string> BlockLists() =>
        [.. System.IO.Directory.GetFiles(Directory, "blocks", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static byte[] Key(int number) => Encoding.ASCII.GetBytes($"key-{number}");

    public static byte[] Value(int number, int version, int size = 200)
    {
        var value = new byte[size + (number % 13)];
        BinaryPrimitives.WriteInt32LittleEndian(value, number);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(4), version);
        value.AsSpan(8).Fill((byte)(number + version));
        return value;
    }

    public static void Write(FasterKeyValueStore store, int first, int count, int version = 0, int size = 200)
    {
        for (var i = first; i < first + count; i++)
        {
            store.Upsert(Key(i), Value(i, version, size));
        }
    }

    /// <summary>The version of a key, its bytes verified; -1 when absent.</summary>
    public static int VersionOf(FasterKeyValueStore store, int number, int size = 200)
    {
        var buffer = new byte[store.MaxValueBytes];
        if (!store.TryRead(Key(number), buffer, out var length))
        {
            return -1;
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(4));
        Assert.True(buffer.AsSpan(0, length).SequenceEqual(Value(number, version, size)));
        return version;
    }

    /// <summary>Counts keys by version, each verified; -1 for the absent ones.</summary>
    public static Dictionary<int, int> Versions(FasterKeyValueStore store, int count, int size = 200) =>
        Enumerable.Range(0, count)
            .Select(i => VersionOf(store, i, size))
            .GroupBy(v => v)
            .ToDictionary(g => g.Key, g => g.Count());

    public void Dispose() => _folder.Dispose();
}
