using System.Text.RegularExpressions;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Keys;
using EdgeGateway.TestKit;

namespace EdgeGateway.Caching.Tests;

/// <summary>docs/cache-policies.md lists what the code lists.</summary>
public sealed class PolicyDocTests
{
    [Fact]
    public void IgnoredCookies_AreTheDocumentedOnes() =>
        Assert.Equal(AnalyticsCookies.Names, ListAfter("because scripts in the browser use them and servers do not:"));

    [Fact]
    public void DroppedFields_AreTheDocumentedOnes() =>
        Assert.Equal(OverrideHeaders.Listed, ListAfter("`-Host`, `-Proto` and `-Prefix` anew."));

    [Theory]
    [InlineData("X-Forwarded-Host")]
    [InlineData("x-forwarded-anything")]
    [InlineData("X_Forwarded_Host")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Originating-IP")]
    [InlineData("X-Rewrite-Url")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("Via")]
    public void FieldThatOverrides_NeverPasses(string name) => Assert.False(OriginHeaders.MayPass(name));

    [Theory]
    [InlineData("Accept")]
    [InlineData("Accept-Language")]
    [InlineData("Origin")]
    [InlineData("Referer")]
    [InlineData("X-Requested-With")]
    [InlineData("X-Forward")]
    public void OrdinaryField_MayPass(string name) => Assert.True(OriginHeaders.MayPass(name));

    private static IEnumerable<string> ListAfter(string sentence)
    {
        var page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "cache-policies.md"));
        var list = page[(page.IndexOf(sentence, StringComparison.Ordinal) + sentence.Length)..].TrimStart();
        return Regex.Matches(list[..list.IndexOf("\n\n", StringComparison.Ordinal)], "`([^`]+)`").Select(match => match.Groups[1].Value);
    }
}
