using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeGateway.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// The file of block checksums of one log. A checkpoint adds the blocks that the log grew by; blocks before are final, since
/// every checkpoint ends at the border of a block. A chunk is the first block's number (8 bytes), a count (4), that many
/// checksums (4 each), and the SHA-256 of all that and of the hash before it.
/// </summary>
internal sealed class BlockList : IDisposable
{
    private const int ChunkHeaderBytes = 12;
    private const int MaxChunkBlocks = 1 << 26;

    private readonly SafeFileHandle _file;
    private byte[] _hash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Starts an empty list.</summary>
    public BlockList(string path) => _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    /// <summary>Bytes of the list so far.</summary>
    public long Length { get; private set; }

    /// <summary>The hash of the list so far, in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(_hash);

    /// <summary>Adds the blocks of a stretch of the log, durably.</summary>
    public void Append(long begin, long end, BlockChecksums checksums)
    {
        var first = begin / BlockChecksums.BlockBytes;
        var count = (int)((end / BlockChecksums.BlockBytes) - first);
        var chunk = new byte[ChunkHeaderBytes + (count * sizeof(uint)) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64LittleEndian(chunk, first);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), count);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(
                chunk.AsSpan(ChunkHeaderBytes + (i * sizeof(uint))), checksums[(first + i) * BlockChecksums.BlockBytes]);
        }

        var hash = Chain(_hash, chunk.AsSpan(..^SHA256.HashSizeInBytes));
        hash.CopyTo(chunk.AsSpan(^SHA256.HashSizeInBytes..));
        RandomAccess.Write(_file, chunk, Length);
        RandomAccess.FlushToDisk(_file);
        _hash = hash;
        Length += chunk.Length;
    }

    /// <summary>Reads a list and checks it against a manifest.</summary>
    /// <returns>False when it is not whole; nothing in <paramref name="checksums"/> is to be trusted then.</returns>
    public static bool TryLoad(string path, CheckpointManifest manifest, BlockChecksums checksums)
    {
        try
        {
            var file = File.ReadAllBytes(path);
            return file.Length >= manifest.BlockListBytes
                && TryParse(file.AsSpan(0, (int)manifest.BlockListBytes), manifest.BlockListHash, checksums);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool TryParse(ReadOnlySpan<byte> list, string expectedHash, BlockChecksums checksums)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        while (!list.IsEmpty)
        {
            var count = list.Length < ChunkHeaderBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(list[8..]);
            var bodyBytes = ChunkHeaderBytes + ((long)count * sizeof(uint));
            if (count is < 0 or > MaxChunkBlocks || list.Length < bodyBytes + SHA256.HashSizeInBytes)
            {
                return false;
            }

            var body = list[..(int)bodyBytes];
            hash = Chain(hash, body);
            if (!list.Slice((int)bodyBytes, SHA256.HashSizeInBytes).SequenceEqual(hash))
            {
                return false;
            }

            Note(body, checksums);
            list = list[((int)bodyBytes + SHA256.HashSizeInBytes)..];
        }

        return Convert.ToHexStringLower(hash) == expectedHash;
    }

    private static void Note(ReadOnlySpan<byte> body, BlockChecksums checksums)
    {
        var first = BinaryPrimitives.ReadInt64LittleEndian(body);
        var sums = MemoryMarshal.Cast<byte, uint>(body[ChunkHeaderBytes..]);
        for (var i = 0; i < sums.Length; i++)
        {
            checksums[(first + i) * BlockChecksums.BlockBytes] =
                BitConverter.IsLittleEndian ? sums[i] : BinaryPrimitives.ReverseEndianness(sums[i]);
        }
    }

    private static byte[] Chain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
