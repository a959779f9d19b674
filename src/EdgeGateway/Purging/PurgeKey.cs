using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Purging;

/// <summary>The secret that allows PURGE on the site's listener. Only its hash is kept.</summary>
internal sealed class PurgeKey(string secret)
{
    /// <summary>Shorter ones could be guessed.</summary>
    public const int LeastLength = 16;

    private readonly byte[] _hash = Hash(secret);

    /// <summary>Whether a request presents the key: <c>Authorization: Bearer KEY</c> or <c>Edge-Purge-Key: KEY</c>.</summary>
    public bool IsPresented(IHeaderDictionary headers)
    {
        var presented = headers["Edge-Purge-Key"] is { Count: > 0 } own ? own : Bearer(headers.Authorization);

        // Hashes have one length, so the comparison takes the same time whatever was sent.
        return presented is [{ } text] && CryptographicOperations.FixedTimeEquals(Hash(text), _hash);
    }

    private static StringValues Bearer(StringValues authorization) =>
        authorization is [{ } value] && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : default(StringValues);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
