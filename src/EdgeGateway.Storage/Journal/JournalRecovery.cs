using System.Numerics;
using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.Journal;

/// <summary>
/// Finds what of a journal on disk is whole: reads every entry from the mark on, names damage, and cuts off what lies
/// behind the last whole entry so that it can never be mistaken for something newer.
/// </summary>
internal sealed class JournalRecovery
{
    private readonly List<string> _problems = [];
    private readonly string _directory;

    private JournalRecovery(string directory) => _directory = directory;

    /// <summary>Bytes of a page, as the journal was made.</summary>
    public long PageBytes { get; private set; }

    /// <summary>The files.</summary>
    public required SegmentFiles Files { get; set; }

    /// <summary>Where replay may begin.</summary>
    public long Begin { get; private set; }

    /// <summary>Where the next entry goes.</summary>
    public long End { get; private set; }

    /// <summary>The number of the last entry.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>One sentence for each thing found wrong.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The path of a journal's mark.</summary>
    public static string MarkPath(string directory) => Path.Combine(directory, "journal.mark");

    /// <summary>Opens the files and scans them.</summary>
    public static JournalRecovery Run(JournalOptions options, Func<string, long, SegmentFiles> createFiles)
    {
        var recovery = new JournalRecovery(options.Directory) { Files = null! };
        var mark = JournalMark.Load(MarkPath(options.Directory), recovery._problems);
        recovery.PageBytes = mark?.PageBytes ?? PowerOfTwo(options.PageBytes);
        recovery.Files = createFiles(
            Path.Combine(options.Directory, "entries"), mark?.SegmentBytes ?? PowerOfTwo(options.SegmentBytes));
        recovery.Scan(mark);
        recovery.RaiseTo(options.MinimumAddress);
        return recovery;
    }

    private static long PowerOfTwo(long bytes) => 1L << BitOperations.Log2((ulong)bytes);

    private void Scan(JournalMark? mark)
    {
        var segments = Files.List();
        var oldest = segments.Count == 0 ? 0 : segments[0] * Files.SegmentBytes;
        Begin = Math.Max(Math.Max(mark?.Begin ?? 0, oldest), JournalFrame.FirstAddress);
        var fileEnd = segments.Count == 0 ? Begin : Math.Max(Files.EndOf(segments[^1]), Begin);
        using var scanner = new JournalScanner(Files, PageBytes, Begin, fileEnd);
        while (scanner.MoveNext())
        {
            if (scanner.MissingBefore > 0)
            {
                _problems.Add($"The journal '{_directory}' is damaged before address '{scanner.Address}':"
                    + $" '{scanner.MissingBefore}' entries are lost.");
            }
        }

        End = scanner.Address;
        Sequence = scanner.Sequence == 0 ? mark?.Sequence ?? 0 : scanner.Sequence;
        NameTail(scanner, mark, fileEnd);
        Files.TruncateAfter(scanner.Address);
        RaiseTo(mark?.End ?? 0);
    }

    private void NameTail(JournalScanner scanner, JournalMark? mark, long fileEnd)
    {
        if (mark is not null && Sequence < mark.Sequence && End < mark.End)
        {
            _problems.Add($"The journal '{_directory}' once reached address '{mark.End}' and its last whole entry ends at"
                + $" '{End}': the entries between are lost.");
            Sequence = mark.Sequence;
        }
        else if (scanner.HasTail())
        {
            _problems.Add($"The journal '{_directory}' ends in a torn entry at address '{End}':"
                + $" '{fileEnd - End}' bytes that no commit covered are dropped.");
        }
    }

    // Addresses only ever grow; the start of a page is where an entry may always begin.
    private void RaiseTo(long address)
    {
        if (address > End)
        {
            End = (address + PageBytes - 1) / PageBytes * PageBytes;
        }
    }
}
