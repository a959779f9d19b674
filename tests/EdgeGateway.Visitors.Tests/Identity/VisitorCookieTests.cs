using System.Buffers.Text;
using System.Text.RegularExpressions;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Visitors.Identity;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Tests.Identity;

/// <summary>B-070 to B-082 of the bad-input catalogue and T-50 of the threats.</summary>
public sealed partial class VisitorCookieTests : IDisposable
{
    private readonly KeyFolder _keys = new();
    private string _lastValue = "";

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void IssuedCookie_IsKnownAgain()
    {
        var id = _keys.Cookie.NewId();
        var header = "edge_id=" + KeyFolder.ValueOf(_keys.Cookie.CreateSetCookie(id, secure: false));

        var read = _keys.Cookie.Read(header);

        Assert.Equal(new VisitorIdentity(id, IdentityOutcome.Known), read);
        Assert.False(read.ShouldRenew);
    }

    [Fact]
    public void SetCookie_HasItsAttributes()
    {
        var id = new VisitorId(1, 2);

        Assert.EndsWith(
            "; Max-Age=34128000; Path=/; SameSite=Lax; HttpOnly; Secure", _keys.Cookie.CreateSetCookie(id, secure: true),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "; Path=/; SameSite=Lax; HttpOnly", _keys.Cookie.CreateSetCookie(id, secure: false), StringComparison.Ordinal);
        Assert.Equal("edge_id=; Max-Age=0; Path=/; SameSite=Lax; HttpOnly; Secure", VisitorCookie.CreateRemoval(secure: true));
    }

    [Fact]
    public void HundredThousandIssued_KeepToTheAlphabet()
    {
        var seen = new HashSet<VisitorId>();
        for (var i = 0; i < 100_000; i++)
        {
            var id = _keys.Cookie.NewId();
            Assert.True(seen.Add(id));
            Assert.Matches(Base64UrlOnly(), KeyFolder.ValueOf(_keys.Cookie.CreateSetCookie(id, secure: true)));
        }
    }

    [Fact]
    public void HundredThousandFlippedBits_AreNeverAccepted()
    {
        var accepted = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = Base64Url.DecodeFromChars(i % 312 == 0 ? _lastValue = _keys.NewValue() : _lastValue);
            bytes[i % 312 / 8] ^= (byte)(1 << (i % 8));
            accepted += _keys.Cookie.Read("edge_id=" + Base64Url.EncodeToString(bytes)).Outcome == IdentityOutcome.Known ? 1 : 0;
        }

        Assert.Equal(0, accepted);
    }

    [Fact]
    public void EveryFlippedBitOfTheText_IsNeverAccepted()
    {
        var value = _keys.NewValue();
        for (var bit = 0; bit < value.Length * 16; bit++)
        {
            var text = value.ToCharArray();
            text[bit / 16] ^= (char)(1 << (bit % 16));
            var read = _keys.Cookie.Read("edge_id=" + new string(text));

            Assert.True(read.Outcome != IdentityOutcome.Known && read.Visitor.IsNone, $"bit {bit}");
        }
    }

    [Fact]
    public void RandomText_IsNeverAcceptedAndNeverThrows()
    {
        var random = new Random(3);
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = new byte[39];
            random.NextBytes(bytes);
            bytes[0] = 1;
            var text = Base64Url.EncodeToString(bytes)[..random.Next(40, 53)];

            Assert.NotEqual(IdentityOutcome.Known, _keys.Cookie.Read("edge_id=" + text).Outcome);
        }
    }

    [Theory]
    [InlineData("", IdentityOutcome.Absent)]
    [InlineData("other=1", IdentityOutcome.Absent)]
    [InlineData("edge_id", IdentityOutcome.Absent)]
    [InlineData("edge_id=", IdentityOutcome.Malformed)]
    [InlineData("edge_id=AQ", IdentityOutcome.Malformed)]
    [InlineData("edge_id={v}x", IdentityOutcome.Malformed)]
    [InlineData("edge_id=\"{v}\"", IdentityOutcome.Malformed)]
    [InlineData("edge_id= {v}", IdentityOutcome.Malformed)]
    [InlineData("edge_id={v}=", IdentityOutcome.Malformed)]
    [InlineData("edge_id={v}; edge_id={v}", IdentityOutcome.Duplicate)]
    [InlineData("edge_id={v}; edge_id=x", IdentityOutcome.Duplicate)]
    [InlineData("EDGE_ID={v}", IdentityOutcome.Absent)]
    [InlineData("Edge_id={v}; edge_id={v}", IdentityOutcome.Known)]
    [InlineData("edge_id ={v}", IdentityOutcome.Absent)]
    [InlineData("\u2000edge_id={v}", IdentityOutcome.Absent)]
    [InlineData("\u00e2\u0080\u0080edge_id={v}", IdentityOutcome.Absent)]
    [InlineData("\u00a0edge_id={v}", IdentityOutcome.Absent)]
    [InlineData("edge%5Fid={v}", IdentityOutcome.Absent)]
    [InlineData("$Version=1; edge_id={v}; $Path=/", IdentityOutcome.Known)]
    [InlineData("a=\"x; edge_id=9\"; edge_id={v}", IdentityOutcome.Known)]
    [InlineData("a=\"; edge_id={v}; b=\"; edge_id={v}", IdentityOutcome.Duplicate)]
    [InlineData("name=gr\u00c3\u00bcn; edge_id={v}", IdentityOutcome.Known)]
    [InlineData(";;  ; edge_id={v} ;", IdentityOutcome.Known)]
    [InlineData("\tedge_id={v}\t;a=b", IdentityOutcome.Known)]
    [InlineData("xedge_id={v}", IdentityOutcome.Absent)]
    public void Header_HasItsOutcome(string header, IdentityOutcome expected)
    {
        var read = _keys.Cookie.Read(header.Replace("{v}", _keys.NewValue(), StringComparison.Ordinal));

        Assert.Equal(expected, read.Outcome);
        Assert.Equal(expected != IdentityOutcome.Known, read.Visitor.IsNone);
    }

    [Fact]
    public void ManyCookies_DoNotHideOurs()
    {
        var others = string.Join("; ", Enumerable.Range(0, 180).Select(i => $"cookie{i}=value{i}"));

        Assert.Equal(IdentityOutcome.Known, _keys.Cookie.Read($"{others}; edge_id={_keys.NewValue()}; {others}").Outcome);
    }

    [Fact]
    public void CookiesOnSeveralLines_AreOneHeader()
    {
        var value = _keys.NewValue();

        Assert.Equal(IdentityOutcome.Known, _keys.Cookie.Read(new StringValues(["a=1", null, $"edge_id={value}"])).Outcome);
        Assert.Equal(
            IdentityOutcome.Duplicate, _keys.Cookie.Read(new StringValues([$"edge_id={value}", $"edge_id={value}"])).Outcome);
    }

    [Theory]
    [InlineData(-395, IdentityOutcome.Known)]
    [InlineData(-396, IdentityOutcome.Expired)]
    [InlineData(-730, IdentityOutcome.Expired)]
    [InlineData(1, IdentityOutcome.Expired)]
    [InlineData(400, IdentityOutcome.Expired)]
    public void IssueDay_BoundsTheCookie(int issuedDaysFromNow, IdentityOutcome expected)
    {
        var now = _keys.Time.GetUtcNow().AddHours(12);
        _keys.Time.JumpTo(now.AddDays(issuedDaysFromNow));
        var value = _keys.NewValue();
        _keys.Time.JumpTo(now);

        Assert.Equal(expected, _keys.Cookie.Read("edge_id=" + value).Outcome);
    }

    [Fact]
    public void ClockFiveMinutesBehindMidnight_StillAcceptsTodaysCookie()
    {
        var midnight = _keys.Time.GetUtcNow();
        var value = _keys.NewValue();
        _keys.Time.JumpTo(midnight.AddMinutes(-4));
        Assert.Equal(IdentityOutcome.Known, _keys.Cookie.Read("edge_id=" + value).Outcome);
        _keys.Time.JumpTo(midnight.AddMinutes(-6));
        Assert.Equal(IdentityOutcome.Expired, _keys.Cookie.Read("edge_id=" + value).Outcome);
    }

    [Fact]
    public void OldCookie_IsRenewed()
    {
        var value = _keys.NewValue();
        _keys.Time.Advance(TimeSpan.FromDays(31));

        var read = _keys.Cookie.Read("edge_id=" + value);

        Assert.Equal(IdentityOutcome.Known, read.Outcome);
        Assert.True(read.ShouldRenew);
    }

    [Fact]
    public void Verifying_AllocatesNothing()
    {
        StringValues known = $"a=1; edge_id={_keys.NewValue()}; b=2";
        StringValues forged = "edge_id=" + _keys.NewValue()[..50] + "AA";
        var outcomes = Read(known, forged, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        outcomes += Read(known, forged, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1100 * (int)IdentityOutcome.Forged, outcomes);
    }

    private int Read(StringValues known, StringValues forged, int times)
    {
        var outcomes = 0;
        for (var i = 0; i < times; i++)
        {
            outcomes += (int)_keys.Cookie.Read(known).Outcome + (int)_keys.Cookie.Read(forged).Outcome;
        }

        return outcomes;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{52}$")]
    private static partial Regex Base64UrlOnly();
}
