using EdgeGateway.Inference.Registry;

namespace EdgeGateway.Inference.Tests.Registry;

public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("9", "10")]
    [InlineData("2026-01-31", "2026-02-01")]
    [InlineData("1.9.0", "1.10.0")]
    [InlineData("1", "1-b")]
    [InlineData("v2", "v12")]
    [InlineData("99999999999999999999998", "99999999999999999999999")]
    [InlineData("007", "8")]
    public void First_ComesBeforeSecond(string first, string second)
    {
        Assert.True(VersionOrder.Instance.Compare(first, second) < 0);
        Assert.True(VersionOrder.Instance.Compare(second, first) > 0);
    }

    [Fact]
    public void LeadingZeros_StillTellNamesApart()
    {
        Assert.NotEqual(0, VersionOrder.Instance.Compare("01", "1"));
        Assert.Equal(0, VersionOrder.Instance.Compare("1", "1"));
    }
}
