using EdgeGateway.Storage.Journal;
using EdgeGateway.Storage.KeyValue;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Events.Tests.Fakes;

/// <summary>The event log over the real store and journal in a folder of its own.</summary>
internal sealed class DiskGateway : IAsyncDisposable
{
    private readonly string _folder;
    private readonly FasterKeyValueStore _store;

    private DiskGateway(string folder, FasterKeyValueStore store, FasterJournal journal, EventLog log)
    {
        _folder = folder;
        _store = store;
        Journal = journal;
        Log = log;
        Profiles = new ProfileStore(store, EventLogHarness.Key);
    }

    public FasterJournal Journal { get; }

    public EventLog Log { get; }

    public ProfileStore Profiles { get; }

    public static async Task<DiskGateway> StartAsync(string folder, EventLogOptions options)
    {
        var store = FasterKeyValueStore.Open(
            new KeyValueStoreOptions
            {
                Directory = Path.Combine(folder, "store"),
                IndexBytes = 1 << 20,
                MemoryBytes = 8 << 20,
                PageBytes = 1 << 20,
            },
            NullLogger<FasterKeyValueStore>.Instance);
        var journal = FasterJournal.Open(
            new JournalOptions { Directory = Path.Combine(folder, "journal"), MinimumAddress = store.Recovery.AppliedAddress },
            TimeProvider.System, NullLogger<FasterJournal>.Instance);
        var profiles = new ProfileStore(store, EventLogHarness.Key);
        var log = await EventLog.StartAsync(
            journal, store, profiles, options, TimeProvider.System, NullLogger<EventLog>.Instance, null);
        return new DiskGateway(folder, store, journal, log);
    }

    /// <summary>
    /// Copies the files as they are, without telling anyone. The store first: a journal that is newer than the store is
    /// what a crash leaves, the other way round is not.
    /// </summary>
    public string CopyFiles()
    {
        var target = NewFolder();
        Copy(Path.Combine(_folder, "store"), Path.Combine(target, "store"));
        Copy(Path.Combine(_folder, "journal"), Path.Combine(target, "journal"));
        return target;
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("edge-events-").FullName;

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Journal.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "lock")
            {
                continue;
            }

            try
            {
                File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
            }
            catch (FileNotFoundException)
            {
                // A checkpoint that was replaced meanwhile: a crash would not have it either.
            }
        }
    }
}
