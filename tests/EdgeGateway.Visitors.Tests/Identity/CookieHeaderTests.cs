using EdgeGateway.Visitors.Identity;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Tests.Identity;

public sealed class CookieHeaderTests
{
    [Theory]
    [InlineData("a=1; edge_id=x; b=2", "a=1; b=2")]
    [InlineData("edge_id=x; b=2", "b=2")]
    [InlineData("a=1; edge_id=x", "a=1")]
    [InlineData("a=1;edge_id=x;edge_consent=y;b=2", "a=1;b=2")]
    [InlineData("a=1; EDGE_ID=x", "a=1; EDGE_ID=x")]
    [InlineData("a=\"1;  2\"; b", "a=\"1;  2\"; b")]
    [InlineData("edge_id=x", "")]
    [InlineData("edge_id=x; edge_id=y;", "")]
    public void LeavingOutOurs_KeepsTheOtherBytes(string header, string expected)
    {
        Assert.Equal(expected, CookieHeader.Without(header, ["edge_id", "edge_consent"]).ToString());
    }

    [Fact]
    public void LineWithNothingLeft_IsDropped()
    {
        var rest = CookieHeader.Without(new StringValues(["a=1", "edge_id=x", "b=2"]), ["edge_id"]);

        Assert.Equal(new StringValues(["a=1", "b=2"]), rest);
    }

    [Fact]
    public void Pairs_KeepNameAndValueByteForByte()
    {
        var seen = new List<string>();
        foreach (var pair in CookieHeader.Pairs("a=b=c ;\td ; =e; f="))
        {
            seen.Add($"[{pair.Name}]=[{pair.Value}]");
        }

        Assert.Equal(["[a]=[b=c]", "[]=[d]", "[]=[e]", "[f]=[]"], seen);
    }
}
