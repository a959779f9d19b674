using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EdgeGateway.Storage.Journal;
using EdgeGateway.Storage.KeyValue;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Storage.CrashWriter;

/// <summary>What the process that is killed and the test that looks at its files agree on.</summary>
public static class CrashSetup
{
    /// <summary>Entry n writes to key n modulo this.</summary>
    public const int Keys = 3000;

    /// <summary>Opens the journal below a folder.</summary>
    public static FasterJournal OpenJournal(string directory, long minimumAddress = 0) => FasterJournal.Open(
        new JournalOptions
        {
            Directory = Path.Combine(directory, "journal"),
            PageBytes = 64 << 10,
            SegmentBytes = 1 << 20,
            MemoryBytes = 4 << 20,
            MaxUncommittedBytes = 1 << 20,
            MaxEntryBytes = 16 << 10,
            MinimumAddress = minimumAddress,
        },
        TimeProvider.System,
        NullLogger<FasterJournal>.Instance);

    /// <summary>Opens the store below a folder; with little memory most records are on disk only.</summary>
    public static FasterKeyValueStore OpenStore(string directory, bool littleMemory) => FasterKeyValueStore.Open(
        new KeyValueStoreOptions
        {
            Directory = Path.Combine(directory, "store"),
            IndexBytes = 1 << 18,
            PageBytes = 64 << 10,
            MemoryBytes = littleMemory ? 512 << 10 : 32 << 20,
            SegmentBytes = 1 << 20,
            CleanAboveBytes = 3 << 20,
        },
        NullLogger<FasterKeyValueStore>.Instance);

    /// <summary>The bytes of entry n: its number, then a filling that tells the number too.</summary>
    public static byte[] Entry(long number)
    {
        var entry = new byte[100 + (number % 300)];
        entry.AsSpan().Fill((byte)number);
        BinaryPrimitives.WriteInt64LittleEndian(entry, number);
        return entry;
    }

    /// <summary>The number of an entry.</summary>
    public static long NumberOf(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadInt64LittleEndian(entry);

    /// <summary>The key that entry n writes.</summary>
    public static byte[] KeyOf(long number) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"key-{number % Keys}"));
}
