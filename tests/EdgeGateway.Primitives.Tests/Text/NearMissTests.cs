using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Primitives.Tests.Text;

public sealed class NearMissTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("hero", "hreo", 1)]
    [InlineData("Hero", "hero", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("trending", "trendig", 1)]
    [InlineData("ca", "abc", 3)]
    public void Distance_CountsEditsAndSwapsBothWays(string left, string right, int expected)
    {
        Assert.Equal(expected, NearMiss.Distance(left, right));
        Assert.Equal(expected, NearMiss.Distance(right, left));
    }

    [Theory]
    [InlineData("hreo", "hero")]
    [InlineData("HERO", "hero")]
    [InlineData("fotter", "footer")]
    [InlineData("recomendation", "recommendations")]
    [InlineData("", null)]
    [InlineData("x", null)]
    [InlineData("he", null)]
    [InlineData("completely-else", null)]
    public void Find_GivesTheNearWordOrNothing(string word, string? expected) =>
        Assert.Equal(expected, NearMiss.Find(word, ["hero", "footer", "h", "recommendations"]));

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "b")]
    public void EquallyNearWords_GiveTheSameWhateverTheirOrder(string first, string second) =>
        Assert.Equal("hera", NearMiss.Find("her", [$"her{first}", $"her{second}"]));

    [Fact]
    public void NearerWord_WinsOverAnEarlierOne() =>
        Assert.Equal("products", NearMiss.Find("product", ["productive", "products"]));

    [Fact]
    public void Hint_IsASentenceOrNothing()
    {
        Assert.Equal(" Did you mean 'hero'?", NearMiss.Hint("hreo", ["hero"]));
        Assert.Equal("", NearMiss.Hint("hreo", []));
    }
}
