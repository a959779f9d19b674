using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using EdgeGateway.Primitives.Ids;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Identity;

/// <summary>
/// The signed cookie <c>edge_id</c>. Its 52 base64url characters are 39 bytes: version (1), key id (4), issue day since
/// 1970 (2), visitor id (16), and the first 16 bytes of HMAC-SHA256 (RFC 2104) over the text <c>edge_id</c> and the 23
/// bytes before. Thread-safe; reading a cookie again allocates nothing.
/// </summary>
/// <param name="keys">Signs and verifies.</param>
/// <param name="time">Dates cookies.</param>
public sealed class VisitorCookie(VisitorKeyRing keys, TimeProvider time)
{
    /// <summary>Name of the cookie.</summary>
    public const string Name = "edge_id";

    /// <summary>Days a cookie is good for. Browsers keep none for longer than 400.</summary>
    public const int LifetimeDays = 395;

    private const int RenewAfterDays = 30;
    private const byte Version = 1;
    private const int KeyIdAt = 1;
    private const int DayAt = 5;
    private const int VisitorAt = 7;
    private const int SignedBytes = VisitorAt + VisitorId.Size;
    private const int MacBytes = 16;
    private const int TextLength = (SignedBytes + MacBytes) / 3 * 4;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly VerifiedCookies _verified = new();

    /// <summary>Finds and verifies the visitor cookie. Never throws, whatever the header holds.</summary>
    /// <param name="cookieHeader">The <c>Cookie</c> header, all its lines.</param>
    public VisitorIdentity Read(StringValues cookieHeader)
    {
        var found = default(ReadOnlySpan<char>);
        var wellFormed = 0;
        var malformed = 0;
        for (var i = 0; i < cookieHeader.Count; i++)
        {
            foreach (var pair in CookieHeader.Pairs(cookieHeader[i]))
            {
                if (!pair.Name.SequenceEqual(Name))
                {
                    continue;
                }

                // A value with other characters is no cookie of ours and cannot be one of two candidates: what
                // another cookie's quoted value contains (B-077) must not drive a visitor out.
                if (pair.Value.IsEmpty || pair.Value.ContainsAnyExcept(Alphabet))
                {
                    malformed++;
                    continue;
                }

                wellFormed++;
                found = pair.Value;
            }
        }

        return wellFormed switch
        {
            0 => new VisitorIdentity(VisitorId.None, malformed > 0 ? IdentityOutcome.Malformed : IdentityOutcome.Absent),
            1 => Verify(found),
            _ => new VisitorIdentity(VisitorId.None, IdentityOutcome.Duplicate),
        };
    }

    /// <summary>A new random id.</summary>
    public VisitorId NewId()
    {
        Span<byte> random = stackalloc byte[VisitorId.Size];
        VisitorId id;
        do
        {
            RandomNumberGenerator.Fill(random);
            id = VisitorId.Read(random);
        }
        while (id.IsNone);
        return id;
    }

    /// <summary>The <c>Set-Cookie</c> value that gives a browser this id, signed with the current key and dated today.</summary>
    /// <param name="id">The visitor.</param>
    /// <param name="secure">True when the browser came over HTTPS.</param>
    public string CreateSetCookie(VisitorId id, bool secure)
    {
        var key = keys.Current;
        Span<byte> bytes = stackalloc byte[SignedBytes + MacBytes];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[KeyIdAt..], key.Id);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[DayAt..], DayOf(time.GetUtcNow()));
        id.Write(bytes[VisitorAt..]);
        Sign(key, bytes[..SignedBytes], bytes[SignedBytes..]);
        return Format(Base64Url.EncodeToString(bytes), LifetimeDays * 86_400, secure);
    }

    /// <summary>The <c>Set-Cookie</c> value that makes a browser forget its id.</summary>
    /// <param name="secure">True when the browser came over HTTPS.</param>
    public static string CreateRemoval(bool secure) => Format("", 0, secure);

    private VisitorIdentity Verify(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[SignedBytes + MacBytes];
        if (text.Length != TextLength
            || Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done
            || length != bytes.Length || bytes[0] != Version)
        {
            return new VisitorIdentity(VisitorId.None, IdentityOutcome.Malformed);
        }

        var key = keys.Find(BinaryPrimitives.ReadUInt32BigEndian(bytes[KeyIdAt..]));
        if (key is null)
        {
            return new VisitorIdentity(VisitorId.None, IdentityOutcome.UnknownKey);
        }

        return IsSigned(bytes, key) ? CheckDate(bytes, key) : new VisitorIdentity(VisitorId.None, IdentityOutcome.Forged);
    }

    private bool IsSigned(ReadOnlySpan<byte> bytes, VisitorKey key)
    {
        if (_verified.Contains(bytes))
        {
            return true;
        }

        Span<byte> expected = stackalloc byte[MacBytes];
        Sign(key, bytes[..SignedBytes], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[SignedBytes..]))
        {
            return false;
        }

        _verified.Add(bytes);
        return true;
    }

    private VisitorIdentity CheckDate(ReadOnlySpan<byte> bytes, VisitorKey key)
    {
        var now = time.GetUtcNow();
        int issued = BinaryPrimitives.ReadUInt16BigEndian(bytes[DayAt..]);
        var age = DayOf(now) - issued;
        if (issued > DayOf(now + Skew) || age > LifetimeDays)
        {
            return new VisitorIdentity(VisitorId.None, IdentityOutcome.Expired);
        }

        var id = VisitorId.Read(bytes[VisitorAt..]);
        return new VisitorIdentity(id, IdentityOutcome.Known) { ShouldRenew = age > RenewAfterDays || key.Id != keys.Current.Id };
    }

    private static void Sign(VisitorKey key, ReadOnlySpan<byte> signed, Span<byte> mac)
    {
        var context = "edge_id"u8;
        Span<byte> message = stackalloc byte[context.Length + SignedBytes];
        context.CopyTo(message);
        signed.CopyTo(message[context.Length..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, message, hash);
        hash[..MacBytes].CopyTo(mac);
    }

    private static ushort DayOf(DateTimeOffset moment) =>
        (ushort)Math.Clamp(moment.ToUnixTimeSeconds() / 86_400, 0, ushort.MaxValue);

    private static string Format(string value, int maxAgeSeconds, bool secure) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}={value}; Max-Age={maxAgeSeconds}; Path=/; SameSite=Lax; HttpOnly{(secure ? "; Secure" : "")}");
}
