using System.Text.RegularExpressions;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Visitors.Tests.Segments;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/product/**", "/product/a", true)]
    [InlineData("/product/**", "/product/a/b", true)]
    [InlineData("/product/**", "/product/", true)]
    [InlineData("/product/**", "/product", true)]
    [InlineData("/product/**", "/products", false)]
    [InlineData("/product/*", "/product/a", true)]
    [InlineData("/product/*", "/product/a/b", false)]
    [InlineData("/*/reviews", "/shoe/reviews", true)]
    [InlineData("/*/reviews", "/a/b/reviews", false)]
    [InlineData("/**/reviews", "/a/b/reviews", true)]
    [InlineData("**.html", "/a/b.html", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "", false)]
    [InlineData("/A", "/a", false)]
    public void Path_IsMatched(string pattern, string path, bool expected)
    {
        Assert.True(PathPattern.TryParse(pattern, out var parsed, out _));
        Assert.Equal(expected, parsed.IsMatch(path));
    }

    [Fact]
    public void RandomPatterns_AgreeWithARegularExpression()
    {
        var random = new Random(4);
        for (var i = 0; i < 50_000; i++)
        {
            var text = "/" + string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => (string[])["a", "b", "/", "*", "**"]).Select(w => w[random.Next(5)]));
            var path = "/" + string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => "ab/"[random.Next(3)]));
            if (PathPattern.TryParse(text, out var pattern, out _))
            {
                var expression = Regex.Escape(text).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
                expression = text.EndsWith("/**", StringComparison.Ordinal) ? expression[..^3] + "(/.*)?" : expression;
                Assert.True(Regex.IsMatch(path, $"^{expression}$") == pattern.IsMatch(path), $"'{text}' over '{path}'");
            }
        }
    }

    [Fact]
    public void ManyWildcards_StayFast()
    {
        Assert.True(PathPattern.TryParse("/**a**a**a**a**a**ab", out var pattern, out _));
        Assert.False(pattern.IsMatch("/" + new string('a', 2000)));
        Assert.False(PathPattern.TryParse("/*a*a*a*a*a*a*a*a*a", out _, out var reason));
        Assert.Equal("has more than 8 wildcards", reason);
    }
}
