using System.Security.Cryptography;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Storage.KeyValue;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// Profiles in the local store under the key <c>p</c> + the first 16 bytes of HMAC-SHA256(profile key, visitor id).
/// Thread-safe as the store is; allocates nothing on a read.
/// </summary>
/// <param name="store">Where profiles live.</param>
/// <param name="key">The secret of the stored keys.</param>
public sealed class ProfileStore(IKeyValueStore store, ProfileKey key)
{
    /// <summary>Bytes of a key in the store.</summary>
    public const int KeySize = 1 + 16;

    /// <summary>First byte of every profile key, which tells profiles from other records.</summary>
    public const byte KeyPrefix = (byte)'p';

    private readonly StoredKeys _keys = new();

    /// <summary>Copies a visitor's profile; read it with <see cref="ProfileView"/>.</summary>
    /// <param name="id">The visitor.</param>
    /// <param name="destination">At least <see cref="ProfileUpdater.MaxBytes"/> bytes, and what the store asks for.</param>
    /// <param name="length">Bytes copied; 0 when nothing is stored.</param>
    public bool TryRead(VisitorId id, Span<byte> destination, out int length)
    {
        Span<byte> stored = stackalloc byte[KeySize];
        WriteKey(id, stored);
        return store.TryRead(stored, destination, out length);
    }

    /// <summary>Replaces a visitor's profile.</summary>
    public void Write(VisitorId id, ReadOnlySpan<byte> profile)
    {
        Span<byte> stored = stackalloc byte[KeySize];
        WriteKey(id, stored);
        store.Upsert(stored, profile);
    }

    /// <summary>Removes a visitor's profile.</summary>
    public void Delete(VisitorId id)
    {
        Span<byte> stored = stackalloc byte[KeySize];
        WriteKey(id, stored);
        store.Delete(stored);
    }

    /// <summary>The key of a visitor in the store.</summary>
    /// <param name="id">The visitor.</param>
    /// <param name="destination">At least <see cref="KeySize"/> bytes.</param>
    public void WriteKey(VisitorId id, Span<byte> destination)
    {
        if (_keys.TryCopy(id, destination))
        {
            return;
        }

        Span<byte> plain = stackalloc byte[VisitorId.Size];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        id.Write(plain);
        HMACSHA256.HashData(key.Secret, plain, hash);
        destination[0] = KeyPrefix;
        hash[..(KeySize - 1)].CopyTo(destination[1..]);
        _keys.Add(id, destination[..KeySize]);
    }
}
