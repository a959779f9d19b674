using EdgeGateway.Decisions.Slots;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class KnownNamesTests
{
    [Theory]
    [InlineData("hreo", "did you mean 'hero'?")]
    [InlineData("x", "known slots are footer, hero.")]
    [InlineData("completely-else", "known slots are footer, hero.")]
    public void Suggestion_NamesTheNearMissOrWhatExists(string name, string expected) =>
        Assert.Equal(expected, KnownNames.Suggest(name, ["hero", "footer"], "slots"));

    [Fact]
    public void NothingKnown_IsSaid() => Assert.Equal("there are no slots.", KnownNames.Suggest("x", [], "slots"));

    [Fact]
    public void ManyKnownNames_AreCut()
    {
        var text = KnownNames.Suggest("unlike", Enumerable.Range(100, 50).Select(i => $"slot{i}"), "slots");

        Assert.EndsWith("slot119, ….", text, StringComparison.Ordinal);
    }
}
