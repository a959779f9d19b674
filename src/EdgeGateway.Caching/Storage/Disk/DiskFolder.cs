using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// The folder of a page store: held by one process at a time, with a file that gives the store its identity. Segments of another
/// identity are foreign.
/// </summary>
internal sealed class DiskFolder : IDisposable
{
    private const ulong Magic = 0x45524F5453454745;
    private const int Version = 1;
    private const int Bytes = 24;

    private readonly FileStream _lock;

    private DiskFolder(string path, FileStream held, ulong identity)
    {
        Path = path;
        _lock = held;
        Identity = identity;
    }

    public string Path { get; }

    /// <summary>Random; also the secret of the store's hashes.</summary>
    public ulong Identity { get; }

    /// <summary>Opens or makes the folder.</summary>
    /// <exception cref="IOException">It cannot be used, or another process uses it.</exception>
    public static DiskFolder Open(string path, out string? problem)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var held = new FileStream(
            System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new DiskFolder(path, held, Identify(System.IO.Path.Combine(path, "store"), out problem));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static ulong Identify(string file, out string? problem)
    {
        problem = null;
        if (File.Exists(file))
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.Length == Bytes && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == Magic
                && BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) == Version
                && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(20)) == Crc32C.Compute(bytes.AsSpan(0, 20)))
            {
                return BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(12));
            }

            problem = "it is damaged or of another version, so the pages stored under it cannot be used";
        }

        var made = new byte[Bytes];
        RandomNumberGenerator.Fill(made.AsSpan(12, 8));
        BinaryPrimitives.WriteUInt64LittleEndian(made, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(made.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(made.AsSpan(20), Crc32C.Compute(made.AsSpan(0, 20)));
        File.WriteAllBytes(file + ".new", made);
        File.Move(file + ".new", file, overwrite: true);
        return BinaryPrimitives.ReadUInt64LittleEndian(made.AsSpan(12));
    }
}
