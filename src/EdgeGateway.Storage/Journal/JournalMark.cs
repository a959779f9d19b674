using System.Globalization;
using System.Text;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.Journal;

/// <summary>
/// The small file beside a journal: its geometry, where replay may begin, and where the journal ended when it was last
/// noted. One line of text with a CRC-32C; a journal without a readable mark still opens, from its oldest file.
/// </summary>
internal sealed record JournalMark(long PageBytes, long SegmentBytes, long Begin, long End, ulong Sequence)
{
    private const string Version = "edge-journal-1";

    public void Save(string path)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Version} {PageBytes} {SegmentBytes} {Begin} {End} {Sequence}");
        var checksum = Crc32C.Compute(Encoding.ASCII.GetBytes(text));
        DurableFile.Replace(
            path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text} {checksum:x8}\n")));
    }

    /// <summary>Reads the mark; null, and a problem unless the file is simply absent, when it cannot be used.</summary>
    public static JournalMark? Load(string path, ICollection<string> problems)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            if (new FileInfo(path).Length <= 256 && Parse(File.ReadAllText(path, Encoding.ASCII)) is { } mark)
            {
                return mark;
            }

            problems.Add($"The journal's mark '{path}' is damaged: its position is taken from the journal's files.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"The journal's mark '{path}' cannot be read: {exception.Message}");
        }

        return null;
    }

    private static JournalMark? Parse(string line)
    {
        var cut = line.LastIndexOf(' ');
        if (cut < 0 || line[(cut + 1)..] != string.Create(
                CultureInfo.InvariantCulture, $"{Crc32C.Compute(Encoding.ASCII.GetBytes(line[..cut])):x8}\n"))
        {
            return null;
        }

        var parts = line[..cut].Split(' ');
        return parts is [Version, var page, var segment, var begin, var end, var sequence]
            ? new JournalMark(Number(page), Number(segment), Number(begin), Number(end), (ulong)Number(sequence))
            : null;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
