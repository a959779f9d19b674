using System.Globalization;
using EdgeGateway.Visitors.Identity;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Consent;

/// <summary>
/// Decides what a request may be used for. The strictest voice is heard first: <c>Sec-GPC</c>, then the visitor's answer,
/// then <c>DNT</c>, then the site's default. Thread-safe; reading allocates nothing.
/// </summary>
/// <param name="options">The site's rules.</param>
public sealed class ConsentReader(ConsentOptions options)
{
    /// <summary>Name of the cookie. Scripts may read it: it holds no secret, and a banner must know.</summary>
    public const string CookieName = "edge_consent";

    /// <summary>Reads the state of a request. Never throws.</summary>
    /// <param name="cookieHeader">The <c>Cookie</c> header, all its lines.</param>
    /// <param name="secGpc">The <c>Sec-GPC</c> header, all its lines.</param>
    /// <param name="dnt">The <c>DNT</c> header, all its lines.</param>
    public ConsentState Read(StringValues cookieHeader, StringValues secGpc, StringValues dnt)
    {
        var asked = TryReadCookie(cookieHeader, out var answer);
        if (IsOptOut(secGpc))
        {
            var kept = asked ? answer & options.KeptUnderGlobalPrivacyControl & ~Purposes.Marketing : Purposes.None;
            return new ConsentState(Purposes.Necessary | kept, ConsentSource.GlobalPrivacyControl, asked);
        }

        if (asked)
        {
            return new ConsentState(answer, ConsentSource.Cookie, Asked: true);
        }

        return options.HonourDoNotTrack && HasOne(dnt)
            ? new ConsentState(Purposes.Necessary, ConsentSource.DoNotTrack, Asked: false)
            : new ConsentState(Purposes.Necessary | options.Default, ConsentSource.Default, Asked: false);
    }

    /// <summary>The <c>Set-Cookie</c> value that remembers an answer.</summary>
    /// <param name="granted">What the visitor said yes to.</param>
    /// <param name="secure">True when the browser came over HTTPS.</param>
    public string CreateSetCookie(Purposes granted, bool secure) =>
        Format(ConsentText.Format(granted), (long)options.Remembered.TotalSeconds, secure);

    /// <summary>The <c>Set-Cookie</c> value that forgets the answer.</summary>
    /// <param name="secure">True when the browser came over HTTPS.</param>
    public static string CreateRemoval(bool secure) => Format("", 0, secure);

    /// <summary>
    /// Two cookies that disagree grant what both grant: a sibling domain may take consent away but cannot give it.
    /// A value in another form is as good as no cookie.
    /// </summary>
    private static bool TryReadCookie(StringValues cookieHeader, out Purposes answer)
    {
        answer = Purposes.All;
        var found = false;
        for (var i = 0; i < cookieHeader.Count; i++)
        {
            foreach (var pair in CookieHeader.Pairs(cookieHeader[i]))
            {
                if (pair.Name.SequenceEqual(CookieName) && ConsentText.TryParse(pair.Value, out var granted))
                {
                    answer &= granted;
                    found = true;
                }
            }
        }

        return found;
    }

    /// <summary>
    /// A line that is exactly <c>1</c> is the signal (Global Privacy Control, section 3.3). Absent and <c>0</c> are none.
    /// Anything else is not what the specification allows, and is taken for the wish it most likely is: to be left alone.
    /// </summary>
    private static bool IsOptOut(StringValues lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is { Length: > 0 } line && line != "0")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Only a line that is exactly <c>1</c> (W3C Tracking Preference Expression, section 5.2).</summary>
    private static bool HasOne(StringValues lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] == "1")
            {
                return true;
            }
        }

        return false;
    }

    private static string Format(string value, long maxAgeSeconds, bool secure) => string.Create(
        CultureInfo.InvariantCulture,
        $"{CookieName}={value}; Max-Age={maxAgeSeconds}; Path=/; SameSite=Lax{(secure ? "; Secure" : "")}");
}
