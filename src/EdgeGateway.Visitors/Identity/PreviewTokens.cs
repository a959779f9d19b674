using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Visitors.Identity;

/// <summary>
/// Tokens that let an operator see explanations on the live site: <c>p1.EXPIRY.SIGNATURE</c>, an HMAC-SHA256 over host and expiry
/// with a key of the data folder. Whoever has one sees how pages are answered, and nothing of other visitors.
/// </summary>
public sealed class PreviewTokens
{
    /// <summary>The cookie that a preview link sets.</summary>
    public const string CookieName = "edge_preview";

    /// <summary>The request field that carries a token.</summary>
    public const string FieldName = "Edge-Preview";

    private const int KeySize = 32;
    private const string Version = "p1";

    private readonly byte[] _key;
    private readonly TimeProvider _time;

    private PreviewTokens(byte[] key, TimeProvider time) => (_key, _time) = (key, time);

    /// <summary>The longest time a token may hold.</summary>
    public static TimeSpan LongestLife { get; } = TimeSpan.FromDays(7);

    /// <summary>Reads the key from the key folder, or makes one; deleting the file ends all tokens.</summary>
    /// <exception cref="InvalidDataException">The file is there and is not a key.</exception>
    public static PreviewTokens LoadOrCreate(string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, "preview.key");
        if (!File.Exists(path))
        {
            SecretFile.TryCreate(path, RandomNumberGenerator.GetBytes(KeySize));
        }

        return new PreviewTokens(SecretFile.Read(path, KeySize), time);
    }

    /// <summary>Makes a token for one host, port included where it is not the scheme's own.</summary>
    public string Create(string host, TimeSpan life)
    {
        var expiry = (_time.GetUtcNow() + life).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{Version}.{expiry}.{Sign(host, expiry)}");
    }

    /// <summary>Checks a token; the expiry is meaningful for a valid one.</summary>
    public PreviewOutcome Check(string token, string host, out DateTimeOffset expires)
    {
        expires = default;
        if (token.Split('.') is not [Version, var time, var signature]
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var expiry) || expiry > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return PreviewOutcome.Malformed;
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(signature), Encoding.Latin1.GetBytes(Sign(host, expiry))))
        {
            return PreviewOutcome.Forged;
        }

        expires = DateTimeOffset.FromUnixTimeSeconds(expiry);
        return expires > _time.GetUtcNow() ? PreviewOutcome.Valid : PreviewOutcome.Expired;
    }

    private string Sign(string host, long expiry) => Base64Url.EncodeToString(HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"edge-preview\n{host.ToLowerInvariant()}\n{expiry}"))));
}
