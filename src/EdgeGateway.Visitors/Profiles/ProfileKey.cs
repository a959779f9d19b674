using System.Security.Cryptography;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>The secret under which visitors are filed: the store holds HMACs of ids, never the ids of the cookies.</summary>
public sealed class ProfileKey
{
    /// <summary>Bytes of the secret.</summary>
    public const int Size = 32;

    private const string FileName = "profiles.key";
    private readonly byte[] _secret;

    private ProfileKey(byte[] secret) => _secret = secret;

    internal ReadOnlySpan<byte> Secret => _secret;

    /// <summary>Uses a given secret.</summary>
    /// <exception cref="ArgumentException">It is not <see cref="Size"/> bytes.</exception>
    public static ProfileKey FromBytes(ReadOnlySpan<byte> secret) => secret.Length == Size
        ? new ProfileKey(secret.ToArray())
        : throw new ArgumentException($"A profile key has {Size} bytes and this one has {secret.Length}.", nameof(secret));

    /// <summary>
    /// Reads the secret from the key folder, or makes one when there is none. Without it all stored profiles are unreachable.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is there and is not a key.</exception>
    public static ProfileKey LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            SecretFile.TryCreate(path, RandomNumberGenerator.GetBytes(Size));
        }

        return new ProfileKey(SecretFile.Read(path, Size));
    }
}
