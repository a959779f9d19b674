using EdgeGateway.DemoShop.Pages;

namespace EdgeGateway.DemoShop.Tests.Pages;

public sealed class HtmlTests
{
    [Fact]
    public void Text_IsEncoded()
    {
        var text = "<b title='x' data=\"y\">&</b>";

        Assert.Equal(
            "<p>&lt;b title=&#x27;x&#x27; data=&quot;y&quot;&gt;&amp;&lt;/b&gt;</p>", Html.Of($"<p>{text}</p>").ToString());
    }

    [Fact]
    public void Markup_StaysAsItIs()
    {
        var items = new[] { "a", "<" }.Select(text => Html.Of($"<li>{text}</li>"));

        Assert.Equal("<ul><li>a</li><li>&lt;</li></ul>", Html.Of($"<ul>{items}</ul>").ToString());
    }

    [Fact]
    public void Nothing_IsEmpty() => Assert.Equal("[]", Html.Of($"[{Html.Empty}{(string?)null}]").ToString());
}
