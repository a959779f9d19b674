using EdgeGateway.Caching.Directives;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Directives;

public sealed class HttpDatesTests
{
    private static readonly DateTimeOffset Expected = new(2050, 8, 8, 2, 1, 18, TimeSpan.Zero);

    [Theory]
    [InlineData("Mon, 08 Aug 2050 02:01:18 GMT")]
    [InlineData("mon, 08 aUg 2050 02:01:18 gmt")]
    [InlineData(" Mon, 08 Aug 2050 02:01:18 GMT ")]
    [InlineData("Monday, 08-Aug-50 02:01:18 GMT")]
    [InlineData("Mon Aug  8 02:01:18 2050")]
    [InlineData("Mon Aug 08 02:01:18 2050")]
    public void ThreeForms_AreRead(string text) => Assert.Equal(Expected, HttpDates.Read(text));

    [Theory]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 1994)]
    [InlineData("Sunday, 06-Nov-76 08:49:37 GMT", 2076)]
    [InlineData("Sunday, 06-Nov-77 08:49:37 GMT", 1977)]
    public void ShortYear_IsTheNearerCentury(string text, int year) => Assert.Equal(year, HttpDates.Read(text)!.Value.Year);

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("Mon, 08  Aug  2050 02:01:18 GMT")]
    [InlineData("Mon, 08-Aug-2050 02:01:18 GMT")]
    [InlineData("Mon, 8 Aug 2050 02:01:18 GMT")]
    [InlineData("Mon, 08 Aug 2050 2:01:18 GMT")]
    [InlineData("Mon, 08 Aug 50 02:01:18 GMT")]
    [InlineData("Mon, 08 Aug 2050 02.01.18 GMT")]
    [InlineData("Mon, 08 Aug 2050 02:01:18 UTC")]
    [InlineData("Mon, 08 Aug 2050 02:01:18 +0000")]
    [InlineData("Mon 08 Aug 2050 02:01:18 GMT")]
    [InlineData("Mon, 08 Ugm 2050 02:01:18 GMT")]
    [InlineData("Mon, 00 Aug 2050 02:01:18 GMT")]
    [InlineData("Mon, 31 Feb 2050 02:01:18 GMT")]
    [InlineData("Mon, 08 Aug 0000 02:01:18 GMT")]
    [InlineData("Mon, 08 Aug 2050 24:00:00 GMT")]
    [InlineData("Mon, 08 Aug 2050 02:01:61 GMT")]
    [InlineData("Mon, 08 Aug 2050 02:01:18 GMT, Mon, 08 Aug 2050 02:01:18 GMT")]
    [InlineData("Mon, ٠8 Aug 2050 02:01:18 GMT")]
    [InlineData("Monday, ")]
    public void AnythingElse_IsNoDate(string text) => Assert.Null(HttpDates.Read(text));

    [Fact]
    public void LeapSecond_IsTheSecondBefore() =>
        Assert.Equal(59, HttpDates.Read("Sat, 31 Dec 2016 23:59:60 GMT")!.Value.Second);

    [Fact]
    public void TwoLines_AreNoDate() => Assert.Null(HttpDates.Read(
        new StringValues(["Mon, 08 Aug 2050 02:01:18 GMT", "Mon, 08 Aug 2050 02:01:18 GMT"])));
}
