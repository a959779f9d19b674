using EdgeGateway.Caching.Directives;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Directives;

public sealed class DirectiveParserTests
{
    [Theory]
    [InlineData("max-age=60", 60)]
    [InlineData("MAX-AGE=60", 60)]
    [InlineData("max-age=0060", 60)]
    [InlineData("max-age=99999999999999999999999", 2147483648)]
    [InlineData("max-age=-1", 0)]
    [InlineData("max-age=\"60\"", 0)]
    [InlineData("max-age=1.5", 0)]
    [InlineData("max-age='60'", 0)]
    [InlineData("max-age", 0)]
    [InlineData("max-age=60, max-age=60", 60)]
    [InlineData("max-age=60, max-age=0", 0)]
    [InlineData("max-age=60,max-age=30", 0)]
    [InlineData(" , ,max-age=7,", 7)]
    [InlineData("foo=\"max-age=1, private\", max-age=9", 9)]
    [InlineData("foo=\"a\\\"b, no-store\", max-age=8", 8)]
    public void MaxAge_IsReadOrStale(string field, long expected)
    {
        var directives = DirectiveParser.Parse(field, DirectiveSyntax.Plain)!;

        Assert.Equal(expected, directives.MaxAge);
        Assert.False(directives.Malformed);
        Assert.Equal(DirectiveFlags.None, directives.Flags);
    }

    [Theory]
    [InlineData("max-age=60; private")]
    [InlineData("max-age=60 private")]
    [InlineData("max-age = 60")]
    [InlineData("max-age=")]
    [InlineData("no-cache=\"x")]
    [InlineData("=60")]
    [InlineData("s-maxage=a")]
    [InlineData("s-maxage=\"60\"")]
    [InlineData("max-age=60, \u00e9")]
    public void FieldThatCannotBeUnderstood_IsMalformed(string field) =>
        Assert.True(DirectiveParser.Parse(field, DirectiveSyntax.Plain)!.Malformed);

    [Fact]
    public void Lines_AreOneList()
    {
        var directives = DirectiveParser.Parse(new StringValues(["public", "max-age=5", "no-transform"]), DirectiveSyntax.Plain)!;

        Assert.Equal(DirectiveFlags.Public | DirectiveFlags.NoTransform, directives.Flags);
        Assert.Equal(5, directives.MaxAge);
    }

    [Fact]
    public void EmptyField_IsNoField()
    {
        Assert.Null(DirectiveParser.Parse(default, DirectiveSyntax.Plain));
        Assert.Null(DirectiveParser.Parse(" , ", DirectiveSyntax.Plain));
    }

    [Theory]
    [InlineData("no-cache=\"Set-Cookie, X-A\"", DirectiveFlags.None, 2)]
    [InlineData("private=\"X-A\"", DirectiveFlags.None, 1)]
    [InlineData("private=X-A", DirectiveFlags.None, 1)]
    [InlineData("private=\"\"", DirectiveFlags.Private, 0)]
    [InlineData("no-cache=\" , \"", DirectiveFlags.NoCache, 0)]
    [InlineData("No-Cache", DirectiveFlags.NoCache, 0)]
    public void QualifiedDirective_NamesFields(string field, object flags, int removed)
    {
        var directives = DirectiveParser.Parse(field, DirectiveSyntax.Plain)!;

        Assert.Equal(((DirectiveFlags)flags, removed), (directives.Flags, directives.RemovedFields.Count));
    }

    [Fact]
    public void StaleWindows_AreRead()
    {
        var directives = DirectiveParser.Parse("stale-while-revalidate=30, stale-if-error=x", DirectiveSyntax.Plain)!;

        Assert.Equal((30, 0), (directives.StaleWhileRevalidate, directives.StaleIfError));
    }

    [Theory]
    [InlineData("max-age=10;ext=1, private", 10, true)]
    [InlineData("max-age=10 ; ext=\"a,b\"", 10, false)]
    public void TargetedField_MayHaveParameters(string field, long maxAge, bool isPrivate)
    {
        var directives = DirectiveParser.Parse(field, DirectiveSyntax.Structured)!;

        Assert.Equal(
            (false, maxAge, isPrivate), (directives.Malformed, directives.MaxAge, directives.Has(DirectiveFlags.Private)));
    }

    [Theory]
    [InlineData("max-age=9", "max-age=1", "max-age=60", 60, true)]
    [InlineData("max-age=9", "max-age=1", null, 1, true)]
    [InlineData("max-age=9", null, null, 9, false)]
    [InlineData("max-age=9", null, "max-age=60;;", 9, false)]
    [InlineData("max-age=9", null, "unknown", 9, false)]
    [InlineData("max-age=9", null, "max-age=60, &&&", 9, false)]
    [InlineData("max-age=9", null, "Max-Age=60", 9, false)]
    [InlineData("max-age=9", "Max-Age=60", null, 60, true)]
    [InlineData("max-age=9", "content=\"ESI/1.0\"", null, 9, false)]
    [InlineData("no-store", "max-age=60+30", null, 60, true)]
    public void FieldThatSpeaksToUs_Wins(string cacheControl, string? surrogate, string? cdn, long maxAge, bool targeted)
    {
        var headers = new HeaderDictionary { ["Cache-Control"] = cacheControl };
        headers["Surrogate-Control"] = surrogate;
        headers["CDN-Cache-Control"] = cdn;

        var directives = OriginDirectives.Read(headers);

        Assert.Equal((maxAge, targeted), (directives.MaxAge, directives.Targeted));
    }

    [Fact]
    public void SurrogateControlThatCannotBeUnderstood_IsNotPassedOver()
    {
        var headers = new HeaderDictionary { ["Cache-Control"] = "max-age=9", ["Surrogate-Control"] = "no-store;;;\"" };

        Assert.True(OriginDirectives.Read(headers).Malformed);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("10", 10)]
    [InlineData(" 10 ", 10)]
    [InlineData("4294967296", 2147483648)]
    [InlineData("99999999999999999999999999", 2147483648)]
    [InlineData("7200, 0", 7200)]
    [InlineData("0,7200", 0)]
    [InlineData("-1", 0)]
    [InlineData("7200.0", 0)]
    [InlineData("7200;a=b", 0)]
    [InlineData("x", 0)]
    public void Age_IsTheFirstValueOrPassedOver(string field, long expected) =>
        Assert.Equal(expected, AgeField.Read(field.Length == 0 ? default : field));

    [Fact]
    public void AgeOfTwoLines_IsTheFirst() => Assert.Equal(7200, AgeField.Read(new StringValues(["7200", "0"])));

    [Theory]
    [InlineData("Accept-Language, accept-encoding,  Accept-Language", "accept-encoding|accept-language", false, false)]
    [InlineData("*", "*", true, false)]
    [InlineData("Accept, *", "*|accept", true, false)]
    [InlineData("a=b", "", false, true)]
    [InlineData("a b", "a", false, true)]
    public void Vary_IsSortedAndDistinct(string field, string names, bool any, bool malformed)
    {
        var vary = VaryField.Read(new HeaderDictionary { ["Vary"] = field });

        Assert.Equal((any, malformed), (vary.Any, vary.Malformed));
        if (!malformed)
        {
            Assert.Equal(names, string.Join('|', vary.Names));
        }
    }

    [Theory]
    [InlineData("gzip", "gzip, br", true)]
    [InlineData("gzip", "", false)]
    [InlineData("gzip", "br, *", true)]
    [InlineData("gzip", "gzip;q=0, *", false)]
    [InlineData("gzip", "GZIP; q=0.5", true)]
    [InlineData("br", "gzip, *;q=0", false)]
    public void Encoding_IsAcceptedOrNot(string coding, string field, bool expected) =>
        Assert.Equal(expected, AcceptedEncodings.Accepts(field, coding));
}
