using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Tests.Capture;

public sealed class AutomaticEventsTests
{
    [Theory]
    [InlineData("/product/{item}", "/product/sku-1", "sku-1")]
    [InlineData("/product/{item}", "/product/sku-1/", "sku-1")]
    [InlineData("/product/{item}", "/product/sku-1?ref=/x/y", "sku-1")]
    [InlineData("/product/{item}", "/product/urn%3Asku%3a1", "urn:sku:1")]
    [InlineData("/p/{item}.html", "/p/42.html", "42")]
    [InlineData("/p-{item}/", "/p-42/", "42")]
    [InlineData("/*/{item}/**", "/shoes/42/red/large", "42")]
    [InlineData("/*/{item}/**", "/shoes/42", "42")]
    [InlineData("/{item}", "/a", "a")]
    public void MatchingPath_NamesTheItem(string pattern, string path, string item)
    {
        var match = Compile(pattern).Match("GET", path);

        Assert.True(match.IsMatch);
        Assert.True(match.HasItem);
        Assert.Equal(EventType.View, match.Type);
        Assert.Equal(item, match.ItemOf(path));
    }

    [Theory]
    [InlineData("/product/{item}", "/product/")]
    [InlineData("/product/{item}", "/product")]
    [InlineData("/product/{item}", "/Product/a")]
    [InlineData("/product/{item}", "/product/a/b")]
    [InlineData("/product/{item}", "/products/a")]
    [InlineData("/product/{item}", "product/a")]
    [InlineData("/product/{item}", "")]
    [InlineData("/product/{item}", "/product/<script>")]
    [InlineData("/product/{item}", "/product/%2e%2e%2fx")]
    [InlineData("/product/{item}", "/product/%2541")]
    [InlineData("/product/{item}", "/product/a%")]
    [InlineData("/product/{item}", "/product/a%4")]
    [InlineData("/product/{item}", "/product/%zz")]
    [InlineData("/product/{item}", "/product/%00")]
    [InlineData("/product/{item}", "/product/%C3%A5")]
    [InlineData("/product/{item}", "/product/å")]
    [InlineData("/p/{item}.html", "/p/.html")]
    [InlineData("/p/{item}.html", "/p/42.htm")]
    [InlineData("/*/{item}", "//a")]
    public void OtherPathOrBadItem_MatchesNothing(string pattern, string path) =>
        Assert.False(Compile(pattern).Match("GET", path).IsMatch);

    [Fact]
    public void ItemOver128Characters_MatchesNothing()
    {
        Assert.True(Compile("/{item}").Match("GET", "/" + new string('a', 128)).IsMatch);
        Assert.False(Compile("/{item}").Match("GET", "/" + new string('a', 129)).IsMatch);
        Assert.False(Compile("/{item}").Match("GET", "/" + string.Concat(Enumerable.Repeat("%61", 129))).IsMatch);
    }

    [Fact]
    public void FirstMatchingDefinition_Wins()
    {
        var problems = new List<AutomaticEventProblem>();
        var events = AutomaticEvents.Compile(
            [new("post", "/cart/{item}", "cart"), new("GET", "/search", "search"), new("GET", "/**", "view")], problems);

        Assert.Empty(problems);
        Assert.Equal(EventType.Cart, events.Match("POST", "/cart/a").Type);
        Assert.Equal(EventType.View, events.Match("GET", "/cart/a").Type);
        Assert.Equal(EventType.Search, events.Match("GET", "/search?q=x").Type);
        Assert.False(events.Match("GET", "/search?q=x").HasItem);
        Assert.Null(events.Match("GET", "/search").ItemOf("/search"));
        Assert.False(events.Match("PUT", "/cart/a").IsMatch);
        Assert.False(AutomaticEvents.Empty.Match("GET", "/").IsMatch);
    }

    [Theory]
    [InlineData("", "/x", "view", "The method '' is not an HTTP method")]
    [InlineData("GE T", "/x", "view", "The method 'GE T' is not an HTTP method")]
    [InlineData("GET", "/x", "look", "The type 'look' is not an event type; accepted is one of view, click")]
    [InlineData("GET", "/x", "exposure", "The type 'exposure' is not an event type")]
    [InlineData("GET", "x", "view", "The path 'x' is not a path pattern")]
    [InlineData("GET", "/x?item={item}", "view", "The path '/x?item={item}' is not a path pattern")]
    [InlineData("GET", "/**/x", "view", "The path '/**/x' has ** before its end")]
    [InlineData("GET", "/{item}/{item}", "view", "The path '/{item}/{item}' names the item twice")]
    [InlineData("GET", "/{sku}", "view", "The path '/{sku}' has a place that is not known; accepted is {item}.")]
    [InlineData("GET", "/a*b", "view", "The segment 'a*b' of the path '/a*b' mixes * with text")]
    public void BadDefinition_IsNamed(string method, string path, string type, string message)
    {
        var problems = new List<AutomaticEventProblem>();

        AutomaticEvents.Compile([new("GET", "/ok", "view"), new(method, path, type)], problems);

        var problem = Assert.Single(problems);
        Assert.Equal(1, problem.Index);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matching_AllocatesNothing()
    {
        var events = Compile("/product/{item}");
        Span<char> buffer = stackalloc char[IdSyntax.MaxLength];
        var length = 0;
        events.Match("GET", "/product/a%3Ab").ItemOf("/product/a%3Ab", buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            length += events.Match("GET", "/product/a%3Ab").ItemOf("/product/a%3Ab", buffer).Length;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3_000, length);
    }

    private static AutomaticEvents Compile(string pattern)
    {
        var problems = new List<AutomaticEventProblem>();
        var events = AutomaticEvents.Compile([new("GET", pattern, "view")], problems);
        Assert.Empty(problems);
        return events;
    }
}
