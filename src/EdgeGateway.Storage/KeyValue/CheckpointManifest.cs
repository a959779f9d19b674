using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// One checkpoint: which part of which log, what of the journal it holds, and the hash of the list of block checksums, which
/// in turn covers every byte of that part. The file is one line of JSON and the SHA-256 of that line.
/// </summary>
/// <param name="Number">Grows with every checkpoint of a store.</param>
/// <param name="Generation">The log: each start of a store begins a new one.</param>
/// <param name="Begin">Where the log begins.</param>
/// <param name="End">Where the log ends; a multiple of the block size.</param>
/// <param name="AppliedAddress">The journal up to here is in.</param>
/// <param name="PageBytes">Geometry of the log.</param>
/// <param name="SegmentBytes">Geometry of the log.</param>
/// <param name="BlockListBytes">How much of the block list belongs to this checkpoint.</param>
/// <param name="BlockListHash">The SHA-256 chain over that much, in hexadecimal.</param>
internal sealed record CheckpointManifest(
    long Number,
    long Generation,
    long Begin,
    long End,
    long AppliedAddress,
    long PageBytes,
    long SegmentBytes,
    long BlockListBytes,
    string BlockListHash)
{
    private const int MaxFileBytes = 4096;

    /// <summary>Writes the file durably.</summary>
    public void Save(string path)
    {
        var line = JsonSerializer.Serialize(this, ManifestJson.Default.CheckpointManifest);
        DurableFile.Replace(path, Encoding.UTF8.GetBytes($"{line}\n{HashOf(line)}\n"));
    }

    /// <summary>Reads a file; null when it is not one that was saved, whole.</summary>
    public static CheckpointManifest? Load(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxFileBytes || File.ReadAllText(path).Split('\n') is not [var line, var hash, ""]
                || hash != HashOf(line))
            {
                return null;
            }

            var manifest = JsonSerializer.Deserialize(line, ManifestJson.Default.CheckpointManifest);
            return manifest is { PageBytes: > 0, SegmentBytes: > 0, BlockListHash: not null } ? manifest : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}
