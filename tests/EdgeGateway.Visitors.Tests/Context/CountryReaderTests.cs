using EdgeGateway.Visitors.Context;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Tests.Context;

public sealed class CountryReaderTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("DE", "DE")]
    [InlineData("de", "DE")]
    [InlineData(" fr ", "FR")]
    [InlineData("T1", "")]
    [InlineData("DEU", "")]
    [InlineData("D", "")]
    [InlineData("DE, FR", "")]
    [InlineData("\u00e9a", "")]
    public void Field_IsTwoLettersOrNothing(string? field, string expected) => Assert.Equal(expected, CountryReader.Read(field));

    [Fact]
    public void FieldSentTwice_IsNothing() => Assert.Equal("", CountryReader.Read(new StringValues(["DE", "FR"])));
}
