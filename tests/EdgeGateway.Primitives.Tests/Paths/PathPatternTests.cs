using System.Text.RegularExpressions;
using EdgeGateway.Primitives.Paths;

namespace EdgeGateway.Primitives.Tests.Paths;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/", "/", true)]
    [InlineData("/", "/a", false)]
    [InlineData("/about", "/about", true)]
    [InlineData("/about", "/about/", true)]
    [InlineData("/about/", "/about", true)]
    [InlineData("/about", "/About", false)]
    [InlineData("/about", "/about/us", false)]
    [InlineData("/about", "/abou", false)]
    [InlineData("/category/*", "/category/shoes", true)]
    [InlineData("/category/*", "/category/shoes/", true)]
    [InlineData("/category/*", "/category", false)]
    [InlineData("/category/*", "/category/", false)]
    [InlineData("/category/*", "/category/shoes/red", false)]
    [InlineData("/p-*", "/p-12", true)]
    [InlineData("/p-*", "/p-", true)]
    [InlineData("/p-*", "/q-12", false)]
    [InlineData("/*.html", "/index.html", true)]
    [InlineData("/*.html", "/index.htm", false)]
    [InlineData("/a*b*c", "/aXbXbYc", true)]
    [InlineData("/product/**", "/product", true)]
    [InlineData("/product/**", "/product/", true)]
    [InlineData("/product/**", "/product/1/reviews/2", true)]
    [InlineData("/product/**", "/products", false)]
    [InlineData("/*/reviews", "/shoe/reviews", true)]
    [InlineData("/*/reviews", "/a/b/reviews", false)]
    [InlineData("/**/*.html", "/index.html", true)]
    [InlineData("/**/*.html", "/a/b.html", true)]
    [InlineData("/**/*.html", "/a/b.html/c", false)]
    [InlineData("/**", "/", true)]
    [InlineData("/**", "/a/b", true)]
    [InlineData("/**/edit", "/edit", true)]
    [InlineData("/**/edit", "/a/b/edit", true)]
    [InlineData("/**/edit", "/a/edit/b", false)]
    [InlineData("/a/**/b/**/c", "/a/x/b/b/y/c", true)]
    [InlineData("/a/**/b/**/c", "/a/x/c", false)]
    [InlineData("/a/*/c", "/a//c", false)]
    [InlineData("/a/**", "/a//b", true)]
    [InlineData("/about", "about", false)]
    [InlineData("/about", "", false)]
    public void Path_MatchesAsDocumented(string pattern, string path, bool expected)
    {
        Assert.True(PathPattern.TryCompile(pattern, out var compiled, out _));

        Assert.Equal(expected, compiled.Matches(path));
    }

    [Theory]
    [InlineData("", "must start with '/'")]
    [InlineData("product/**", "must start with '/'")]
    [InlineData("/a?b=1", "has a query")]
    [InlineData("/a b", "has a query, a '#' or white space")]
    [InlineData("/a#b", "has a query, a '#' or white space")]
    [InlineData("/a//b", "has an empty segment")]
    [InlineData("/a/**x", "mixes '**' with other text in '**x'")]
    [InlineData("/***", "mixes '**' with other text in '***'")]
    [InlineData("**.html", "must start with '/'")]
    public void BadPattern_IsRefusedWithReason(string pattern, string expected)
    {
        Assert.False(PathPattern.TryCompile(pattern, out var compiled, out var reason));

        Assert.Null(compiled);
        Assert.StartsWith(expected, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PathPattern.MaxLength, true)]
    [InlineData(PathPattern.MaxLength + 1, false)]
    public void PatternLength_IsBounded(int length, bool expected) =>
        Assert.Equal(expected, PathPattern.TryCompile("/" + new string('a', length - 1), out _, out _));

    // Backtracking into every earlier wildcard would take hours here.
    [Fact]
    public void ManyWildcards_StayFast()
    {
        Assert.True(PathPattern.TryCompile("/**/a*a*a*a*a*ab/**/a*a*a*a*a*ab", out var pattern, out _));

        Assert.False(pattern.Matches("/" + string.Join('/', Enumerable.Repeat(new string('a', 200), 200))));
    }

    [Fact]
    public void RandomPatterns_AgreeWithRegularExpressions()
    {
        var random = new Random(20260131);
        string[] parts = ["a", "b", "*", "**", "a*", "*b"];
        string[] texts = ["a", "b", "ab", "ba", "aab"];
        for (var round = 0; round < 20_000; round++)
        {
            var segments = Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)]).ToArray();
            var words = Enumerable.Range(0, random.Next(0, 6)).Select(_ => texts[random.Next(texts.Length)]);
            var path = "/" + string.Join('/', words);
            Assert.True(PathPattern.TryCompile("/" + string.Join('/', segments), out var pattern, out _));

            var expression = string.Concat(segments.Select(segment => segment == "**"
                ? "(/[^/]+)*"
                : "/" + (segment == "*" ? "[^/]+" : segment.Replace("*", "[^/]*", StringComparison.Ordinal))));
            var expected = Regex.IsMatch(path == "/" ? "" : path, $"^{expression}$");
            Assert.True(expected == pattern.Matches(path), $"'{pattern}' on '{path}' should give {expected}.");
        }
    }

    [Fact]
    public void Matching_AllocatesNothing()
    {
        Assert.True(PathPattern.TryCompile("/a/**/b-*/c", out var pattern, out _));
        Assert.True(pattern.Matches("/a/x/b-1/y/b-2/c"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            pattern.Matches("/a/x/b-1/y/b-2/c");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
