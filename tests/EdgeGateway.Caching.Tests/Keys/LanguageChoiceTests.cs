using EdgeGateway.Caching.Keys;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Keys;

public sealed class LanguageChoiceTests
{
    private static readonly string[] Languages = ["en", "de", "pt-BR", "zh-Hant"];

    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("fr", "en")]
    [InlineData("*", "en")]
    [InlineData("de", "de")]
    [InlineData("DE-at", "de")]
    [InlineData("fr, de;q=0.1", "de")]
    [InlineData("en;q=0.5, de;q=0.9", "de")]
    [InlineData("de;q=0.9, en;q=0.9", "de")]
    [InlineData("de;q=0", "en")]
    [InlineData("de;q=2", "en")]
    [InlineData("de;q=x", "en")]
    [InlineData("pt", "en")]
    [InlineData("pt-br", "pt-BR")]
    [InlineData("zh-Hant-TW, en", "zh-Hant")]
    [InlineData("zh-Hans, de;q=0.2", "de")]
    [InlineData("d e, ,;q=1,,de", "de")]
    public void Field_GivesOneOfTheList(string? field, string expected) =>
        Assert.Equal(expected, LanguageChoice.Choose(field, Languages));

    [Fact]
    public void ManyLines_AreOneList() =>
        Assert.Equal("de", LanguageChoice.Choose(new StringValues(["en;q=0.1", "de"]), Languages));

    [Fact]
    public void EndlessField_IsReadToABound() =>
        Assert.Equal("en", LanguageChoice.Choose(string.Concat(Enumerable.Repeat("xx,", 1000)) + "de", Languages));
}
