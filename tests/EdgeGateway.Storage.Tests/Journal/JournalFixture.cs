using System.Text;
using EdgeGateway.Storage.Disk;
using EdgeGateway.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Storage.Tests.Journal;

/// <summary>Opens small journals in a folder and reads them back.</summary>
internal sealed class JournalFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Directory => _folder.Path;

    public string Segment(int number) => _folder.File($"entries.{number}");

    public string Mark => _folder.File("journal.mark");

    public JournalOptions Options => new()
    {
        Directory = _folder.Path,
        PageBytes = 64 << 10,
        SegmentBytes = 256 << 10,
        MemoryBytes = 1 << 20,
        MaxUncommittedBytes = 256 << 10,
        MaxEntryBytes = 16 << 10,
    };

    public FasterJournal Open(
        JournalOptions? options = null, TimeProvider? time = null, Func<string, long, SegmentFiles>? files = null) =>
        FasterJournal.Open(
            options ?? Options,
            time ?? TimeProvider.System,
            NullLogger<FasterJournal>.Instance,
            metrics: null,
            files ?? ((path, segmentBytes) => new SegmentFiles(path, segmentBytes)));

    /// <summary>Appends numbered entries of about <paramref name="size"/> bytes and commits them.</summary>
    public static async Task<long> AppendAsync(FasterJournal journal, int first, int count, int size = 100)
    {
        long address = 0;
        for (var i = first; i < first + count; i++)
        {
            while (!journal.TryAppend(Entry(i, size), out address))
            {
                await journal.WaitForCommitAsync(journal.TailAddress, CancellationToken.None);
            }
        }

        await journal.WaitForCommitAsync(address, CancellationToken.None);
        return address;
    }

    public static byte[] Entry(int number, int size = 100) =>
        Encoding.ASCII.GetBytes($"{number}:".PadRight(size + (number % 7), (char)('a' + (number % 26))));

    /// <summary>The numbers of all entries, each verified against what was written.</summary>
    public static List<int> Numbers(FasterJournal journal, long from = 0, int size = 100)
    {
        var numbers = new List<int>();
        journal.Replay(from, (entry, _) =>
        {
            var number = int.Parse(
                Encoding.ASCII.GetString(entry[..entry.IndexOf((byte)':')]), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(entry.SequenceEqual(Entry(number, size)));
            numbers.Add(number);
        });
        return numbers;
    }

    public void Dispose() => _folder.Dispose();
}
