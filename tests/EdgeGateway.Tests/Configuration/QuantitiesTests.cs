using EdgeGateway.Configuration;

namespace EdgeGateway.Tests.Configuration;

public sealed class QuantitiesTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("0s", 0)]
    [InlineData("1d", 86_400_000)]
    public void Duration_IsRead(string text, double milliseconds)
    {
        Assert.True(Quantities.TryParseDuration(text, out var value));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Theory]
    [InlineData("1B", 1)]
    [InlineData("64kB", 65_536)]
    [InlineData("1.5MB", 1_572_864)]
    [InlineData("4GB", 4L << 30)]
    public void Size_IsRead(string text, long bytes)
    {
        Assert.True(Quantities.TryParseSize(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData(" 1s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("1,5s")]
    [InlineData("0x10s")]
    [InlineData("NaNs")]
    [InlineData("Infinitys")]
    [InlineData("+1s")]
    [InlineData("3651d")]
    public void OtherText_IsNoDuration(string text) => Assert.False(Quantities.TryParseDuration(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1MB")]
    [InlineData("1e3MB")]
    [InlineData("99999999TB")]
    public void OtherText_IsNoSize(string text) => Assert.False(Quantities.TryParseSize(text, out _));

    [Theory]
    [InlineData("1ms")]
    [InlineData("90s")]
    [InlineData("12h")]
    [InlineData("7d")]
    [InlineData("0ms")]
    public void FormattedDuration_ReadsBackTheSame(string text)
    {
        Assert.True(Quantities.TryParseDuration(text, out var value));
        Assert.True(Quantities.TryParseDuration(Quantities.Format(value), out var again));

        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData(1, "1B")]
    [InlineData(1025, "1025B")]
    [InlineData(1 << 20, "1MB")]
    [InlineData(3L << 29, "1536MB")]
    public void Size_IsFormattedInTheLargestWholeUnit(long bytes, string text) => Assert.Equal(text, Quantities.Format(bytes));
}
