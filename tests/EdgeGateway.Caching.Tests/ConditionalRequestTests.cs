using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Tests;

public sealed class ConditionalRequestTests
{
    private const string Modified = "Thu, 01 Jan 2026 00:00:00 GMT";
    private static readonly DateTimeOffset ModifiedDate = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("\"a\"", "\"a\"", true)]
    [InlineData("W/\"a\"", "\"a\"", true)]
    [InlineData("\"a\"", "W/\"a\"", true)]
    [InlineData("\"x\", \"a,b\" , \"y\"", "\"a,b\"", true)]
    [InlineData("*", "\"a\"", true)]
    [InlineData("\"b\"", "\"a\"", false)]
    [InlineData("a", "\"a\"", false)]
    [InlineData("\"a", "\"a\"", false)]
    [InlineData("\"ab\"", "\"a\"", false)]
    [InlineData("\"a\"", null, false)]
    public void IfNoneMatch_ComparesWeakly(string field, string? etag, bool notModified)
    {
        var outcome = ConditionalRequest.Evaluate(new HeaderDictionary { ["If-None-Match"] = field }, etag, null);

        Assert.Equal(notModified ? ConditionalOutcome.NotModified : ConditionalOutcome.Send, outcome);
    }

    [Theory]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", true)]
    [InlineData("Thu, 01 Jan 2026 00:00:01 GMT", true)]
    [InlineData("Wed, 31 Dec 2025 23:59:59 GMT", false)]
    [InlineData("yesterday", false)]
    public void IfModifiedSince_ComparesDates(string field, bool notModified)
    {
        var outcome = ConditionalRequest.Evaluate(new HeaderDictionary { ["If-Modified-Since"] = field }, null, ModifiedDate);

        Assert.Equal(notModified ? ConditionalOutcome.NotModified : ConditionalOutcome.Send, outcome);
    }

    [Fact]
    public void IfNoneMatch_OutranksIfModifiedSince()
    {
        var headers = new HeaderDictionary { ["If-None-Match"] = "\"b\"", ["If-Modified-Since"] = Modified };

        Assert.Equal(ConditionalOutcome.Send, ConditionalRequest.Evaluate(headers, "\"a\"", ModifiedDate));
    }

    [Theory]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", true)]
    [InlineData("Wed, 31 Dec 2025 23:59:59 GMT", false)]
    public async Task ResponseWithoutLastModified_AnswersByItsDate(string since, bool notModified)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("Date", Modified));
        var stored = (await fixture.GetAsync()).Stored!;

        var outcome = ConditionalRequest.Evaluate(new HeaderDictionary { ["If-Modified-Since"] = since }, stored);

        Assert.Equal(notModified ? ConditionalOutcome.NotModified : ConditionalOutcome.Send, outcome);
    }

    [Fact]
    public async Task StoredResponse_AnswersItsOwnValidators()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("ETag", "\"v1\""), ("Last-Modified", Modified));
        var stored = (await fixture.GetAsync()).Stored!;

        Assert.Equal(
            ConditionalOutcome.NotModified,
            ConditionalRequest.Evaluate(new HeaderDictionary { ["If-None-Match"] = "\"v1\"" }, stored));
        Assert.Equal(
            ConditionalOutcome.NotModified,
            ConditionalRequest.Evaluate(new HeaderDictionary { ["If-Modified-Since"] = Modified }, stored));
        Assert.Equal(ConditionalOutcome.Send, ConditionalRequest.Evaluate(new HeaderDictionary(), stored));
    }
}
