using EdgeGateway.Configuration;

namespace EdgeGateway.Tests.Configuration;

public sealed class NearMissTests
{
    [Theory]
    [InlineData("same", "same", 0)]
    [InlineData("cahce", "cache", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_CountsEditsAndSwaps(string a, string b, int expected)
    {
        Assert.Equal(expected, NearMiss.Distance(a, b));
        Assert.Equal(expected, NearMiss.Distance(b, a));
    }

    [Theory]
    [InlineData("Polices", " Did you mean 'Policies'?")]
    [InlineData("SLOTS", " Did you mean 'Slots'?")]
    [InlineData("Elephant", "")]
    public void Hint_NamesTheNearestOrNothing(string word, string expected) =>
        Assert.Equal(expected, NearMiss.Hint(word, ["Slots", "Policies", "Cache"]));
}
