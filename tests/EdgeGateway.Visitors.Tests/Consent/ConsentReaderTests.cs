using EdgeGateway.Visitors.Consent;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Tests.Consent;

public sealed class ConsentReaderTests
{
    private readonly ConsentReader _reader = new(new ConsentOptions());

    [Theory]
    [InlineData(Purposes.Necessary, "v1.---")]
    [InlineData(Purposes.Necessary | Purposes.Analytics | Purposes.Personalisation, "v1.ap-")]
    [InlineData(Purposes.All, "v1.apm")]
    [InlineData(Purposes.Marketing, "v1.--m")]
    public void Answer_IsRememberedInACookie(Purposes granted, string value)
    {
        var set = _reader.CreateSetCookie(granted, secure: true);

        Assert.Equal($"edge_consent={value}; Max-Age=15552000; Path=/; SameSite=Lax; Secure", set);
        var state = _reader.Read($"a=1; edge_consent={value}", default, default);
        Assert.Equal(new ConsentState(granted | Purposes.Necessary, ConsentSource.Cookie, Asked: true), state);
    }

    [Theory]
    [InlineData("")]
    [InlineData("edge_consent=")]
    [InlineData("edge_consent=v1.")]
    [InlineData("edge_consent=v2.apm")]
    [InlineData("edge_consent=v1.apmx")]
    [InlineData("edge_consent=v1.pam")]
    [InlineData("edge_consent=v1.APM")]
    [InlineData("edge_consent=\"v1.apm\"")]
    [InlineData("edge_consent=v1.ap%6d")]
    [InlineData("EDGE_CONSENT=v1.apm")]
    public void MalformedCookie_IsAsIfTheVisitorWasNotAsked(string header)
    {
        Assert.Equal(
            new ConsentState(Purposes.Necessary, ConsentSource.Default, Asked: false), _reader.Read(header, default, default));
    }

    [Fact]
    public void TwoCookies_GrantOnlyWhatBothGrant()
    {
        var state = _reader.Read("edge_consent=v1.ap-; edge_consent=v1.-pm", default, default);

        Assert.Equal(Purposes.Necessary | Purposes.Personalisation, state.Granted);
        Assert.True(state.Allows(Purposes.Personalisation));
        Assert.False(state.Allows(Purposes.Personalisation | Purposes.Analytics));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("11", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void GlobalPrivacyControl_FollowsTheExactRule(string? value, bool optsOut)
    {
        var state = _reader.Read("edge_consent=v1.apm", value, default);

        Assert.Equal(optsOut ? Purposes.Necessary : Purposes.All, state.Granted);
        Assert.Equal(optsOut ? ConsentSource.GlobalPrivacyControl : ConsentSource.Cookie, state.Source);
        Assert.True(state.Asked);
    }

    [Fact]
    public void OneOfTwoPrivacyLines_IsEnough()
    {
        Assert.Equal(ConsentSource.GlobalPrivacyControl, _reader.Read(default, new StringValues(["0", "1"]), default).Source);
    }

    [Fact]
    public void KeptPurposes_NeedAYesAndNeverIncludeMarketing()
    {
        var reader = new ConsentReader(new ConsentOptions { KeptUnderGlobalPrivacyControl = Purposes.All });

        Assert.Equal(Purposes.All & ~Purposes.Marketing, reader.Read("edge_consent=v1.apm", "1", default).Granted);
        Assert.Equal(Purposes.Necessary, reader.Read(default, "1", default).Granted);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("null", false)]
    public void DoNotTrack_CountsOnlyAsOne(string value, bool optsOut)
    {
        var reader = new ConsentReader(ConsentOptions.For(ConsentRegime.OptOut));

        Assert.Equal(optsOut ? ConsentSource.DoNotTrack : ConsentSource.Default, reader.Read(default, default, value).Source);
        Assert.Equal(ConsentSource.Cookie, reader.Read("edge_consent=v1.apm", default, value).Source);
    }

    [Fact]
    public void DoNotTrackSwitchedOff_IsNotHeard()
    {
        var reader = new ConsentReader(ConsentOptions.For(ConsentRegime.OptOut) with { HonourDoNotTrack = false });

        Assert.Equal(Purposes.All, reader.Read(default, default, "1").Granted);
    }

    [Fact]
    public void Removal_ForgetsTheAnswer()
    {
        Assert.Equal("edge_consent=; Max-Age=0; Path=/; SameSite=Lax", ConsentReader.CreateRemoval(secure: false));
    }

    [Fact]
    public void Reading_AllocatesNothing()
    {
        StringValues cookies = "a=1; edge_consent=v1.apm";
        StringValues signal = "1";
        var sum = Read(cookies, signal, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Read(cookies, signal, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1010 * (int)Purposes.Necessary, sum);
    }

    private int Read(StringValues cookies, StringValues signal, int times)
    {
        var sum = 0;
        for (var i = 0; i < times; i++)
        {
            sum += (int)_reader.Read(cookies, signal, default).Granted;
        }

        return sum;
    }
}
