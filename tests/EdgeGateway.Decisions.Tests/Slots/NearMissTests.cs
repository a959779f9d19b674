using EdgeGateway.Decisions.Slots;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class NearMissTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("hero", "hreo", 1)]
    [InlineData("Hero", "hero", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("trending", "trendig", 1)]
    public void Distance_CountsEditsAndSwaps(string left, string right, int expected)
    {
        Assert.Equal(expected, NearMiss.Distance(left, right));
        Assert.Equal(expected, NearMiss.Distance(right, left));
    }

    [Theory]
    [InlineData("hreo", "did you mean 'hero'?")]
    [InlineData("x", "known slots are footer, hero.")]
    [InlineData("completely-else", "known slots are footer, hero.")]
    public void Suggestion_NamesTheNearMissOrWhatExists(string name, string expected) =>
        Assert.Equal(expected, NearMiss.Suggest(name, ["hero", "footer"], "slots"));

    [Fact]
    public void NothingKnown_IsSaid() => Assert.Equal("there are no slots.", NearMiss.Suggest("x", [], "slots"));

    [Fact]
    public void ManyKnownNames_AreCut()
    {
        var text = NearMiss.Suggest("unlike", Enumerable.Range(100, 50).Select(i => $"slot{i}"), "slots");

        Assert.EndsWith("slot119, ….", text, StringComparison.Ordinal);
    }
}
