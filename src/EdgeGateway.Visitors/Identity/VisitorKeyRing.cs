using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Visitors.Identity;

/// <summary>
/// The keys that sign visitor cookies: files <c>visitor-XXXXXXXX.key</c> of 32 random bytes, readable by the owner only.
/// The newest signs, it and the one before verify. Copy the folder to every gateway of a site. Thread-safe: readers see
/// one complete ring, which <see cref="Rotate"/> and <see cref="Reload"/> replace.
/// </summary>
public sealed class VisitorKeyRing
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    private const string Prefix = "visitor-";
    private const string Extension = ".key";
    private const int KeysKept = 2;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _writing = new();
    private volatile VisitorKey[] _keys;

    private VisitorKeyRing(string folder, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _time = time;
        _logger = logger;
        _keys = [.. ReadAll(folder).Take(KeysKept)];
    }

    /// <summary>Keys that verify, in number.</summary>
    public int Count => _keys.Length;

    internal VisitorKey Current => _keys[0];

    /// <summary>Reads the keys of a folder; makes the folder and a first key when there is none.</summary>
    /// <param name="folder">Where the keys are.</param>
    /// <param name="time">Dates new keys; the system's clock when null.</param>
    /// <param name="logger">Told of keys in use; may be null.</param>
    /// <exception cref="InvalidDataException">A file is not a key.</exception>
    public static VisitorKeyRing LoadOrCreate(string folder, TimeProvider? time = null, ILogger<VisitorKeyRing>? logger = null)
    {
        var ring = new VisitorKeyRing(folder, time ?? TimeProvider.System, logger ?? NullLogger<VisitorKeyRing>.Instance);
        if (ring._keys.Length == 0)
        {
            ring.Rotate();
        }

        ring._logger.KeysLoaded(ring.Current.Id, folder, ring.Count);
        return ring;
    }

    /// <summary>
    /// Makes a new key that signs from now on. The one before keeps verifying, and cookies signed with it are renewed;
    /// older ones are deleted, so that a cookie not seen for two rotations belongs to nobody.
    /// </summary>
    public void Rotate()
    {
        lock (_writing)
        {
            var id = (uint)_time.GetUtcNow().ToUnixTimeSeconds();
            id = _keys.Length > 0 && id <= Current.Id ? Current.Id + 1 : id;
            SecretFile.TryCreate(PathOf(id), RandomNumberGenerator.GetBytes(KeySize));
            var keys = ReadAll(_folder);
            foreach (var old in keys.Skip(KeysKept))
            {
                File.Delete(PathOf(old.Id));
            }

            _keys = [.. keys.Take(KeysKept)];
            _logger.KeyRotated(Current.Id);
        }
    }

    /// <summary>
    /// Reads the folder again, after another gateway or an operator changed it. A folder without keys changes nothing.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is not a key; the ring stays as it was.</exception>
    public void Reload()
    {
        lock (_writing)
        {
            var keys = ReadAll(_folder);
            _keys = keys.Length > 0 ? [.. keys.Take(KeysKept)] : _keys;
        }
    }

    /// <summary>The key with this id, or null.</summary>
    internal VisitorKey? Find(uint id)
    {
        foreach (var key in _keys)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        return null;
    }

    private string PathOf(uint id) =>
        Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id:x8}{Extension}"));

    private static VisitorKey[] ReadAll(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, Prefix + "*" + Extension).Select(ReadOne).OrderByDescending(key => key.Id)];

    private static VisitorKey ReadOne(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
        return uint.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && name.Length == 8
            ? new VisitorKey(id, SecretFile.Read(path, KeySize))
            : throw new InvalidDataException(
                $"The key file '{path}' has a name that is none of ours: keys are named '{Prefix}' + 8 hexadecimal digits + '{Extension}'.");
    }
}
