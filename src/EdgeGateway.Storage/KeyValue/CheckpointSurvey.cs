using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// What one checkpoint holds, found by reading its whole log: the newest record of each key, and what is damaged. Keys are
/// told apart by their 64-bit hash: 16 bytes a key, and at ten million keys a chance of 3 in a million that one is lost.
/// </summary>
internal sealed class CheckpointSurvey : IDisposable
{
    private readonly Dictionary<ulong, long> _newest = [];
    private readonly SegmentFiles _files;
    private readonly BlockChecksums? _checksums;

    private CheckpointSurvey(CheckpointManifest manifest, SegmentFiles files, BlockChecksums? checksums)
    {
        Manifest = manifest;
        _files = files;
        _checksums = checksums;
    }

    /// <summary>The checkpoint.</summary>
    public CheckpointManifest Manifest { get; }

    /// <summary>Blocks that do not hold what was written.</summary>
    public int DamagedBlocks { get; private set; }

    /// <summary>Records that could not be read.</summary>
    public int LostRecords { get; private set; }

    /// <summary>True when the list of block checksums is whole.</summary>
    public bool HasBlockList => _checksums is not null;

    /// <summary>True when every byte is what was written.</summary>
    public bool IsWhole => HasBlockList && DamagedBlocks == 0 && LostRecords == 0;

    /// <summary>Reads a checkpoint's log.</summary>
    public static CheckpointSurvey Run(StoreFolder folder, CheckpointManifest manifest)
    {
        Directory.CreateDirectory(folder.DirectoryOf(manifest.Generation));
        var files = new SegmentFiles(folder.LogOf(manifest.Generation), manifest.SegmentBytes);
        var checksums = new BlockChecksums(manifest.SegmentBytes);
        var hasList = BlockList.TryLoad(folder.BlockListOf(manifest.Generation), manifest, checksums);
        var survey = new CheckpointSurvey(manifest, files, hasList ? checksums : null);
        survey.FindNewest();
        return survey;
    }

    /// <summary>Calls <paramref name="visit"/> for the newest record of each key that was not removed.</summary>
    public void Visit(KeyValueVisitor visit)
    {
        // The blocks were compared the first time; each record's own checksum is compared again.
        using var scanner = Scan(checksums: null);
        while (scanner.MoveNext())
        {
            if (!scanner.IsLost && !scanner.IsRemoval
                && _newest.GetValueOrDefault(Hash64.Compute(scanner.Key)) == scanner.Address)
            {
                visit(scanner.Key, scanner.Value);
            }
        }
    }

    public void Dispose() => _files.Dispose();

    private RecordScanner Scan(BlockChecksums? checksums) =>
        new(_files, checksums, Manifest.PageBytes, Manifest.Begin, Manifest.End);

    private void FindNewest()
    {
        using var scanner = Scan(_checksums);
        while (scanner.MoveNext())
        {
            // What a lost record's key held before is old: better nothing than that.
            _newest[Hash64.Compute(scanner.Key)] = scanner.IsLost ? -1 : scanner.Address;
        }

        DamagedBlocks = scanner.DamagedBlocks;
        LostRecords = scanner.LostRecords;
    }
}
