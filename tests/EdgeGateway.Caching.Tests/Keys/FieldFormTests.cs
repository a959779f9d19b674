using EdgeGateway.Caching.Keys;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Keys;

public sealed class FieldFormTests
{
    [Theory]
    [InlineData("Foo", "1, 2", "1,2")]
    [InlineData("Foo", " 1 ,\t2 ", "1,2")]
    [InlineData("Foo", "1,2", "1,2")]
    [InlineData("Foo", "A, a", "A,a")]
    [InlineData("Foo", "2, 1", "2,1")]
    [InlineData("Foo", "", "")]
    [InlineData("Foo", "a b", "a b")]
    [InlineData("Accept-Language", "en, de", "de,en")]
    [InlineData("accept-language", "DE , eN", "de,en")]
    [InlineData("Accept-Language", "fr;q=0.5, de;q=1.0, en;q=0.7", "de;q=1.0,en;q=0.7,fr;q=0.5")]
    [InlineData("Accept-Language", "fr;q=nonsense, de;q=0.1", "de;q=0.1,fr;q=nonsense")]
    [InlineData("Accept-Language", "EN , de ;\tq=0.5", "en,de;q=0.5")]
    [InlineData("Accept-Language", "de-CH, de;q=0.9, *;q=0.1", "de-ch,de;q=0.9,*;q=0.1")]
    public void OneMeaning_HasOneSpelling(string name, string value, string form) => Assert.Equal(form, FieldForm.Of(name, value));

    [Theory]
    [InlineData("a=\"1, 2\"")]
    [InlineData("Mozilla/5.0 (X11, Linux)")]
    public void CommasThatMaySeparateNothing_Stay(string value) => Assert.Equal(value, FieldForm.Of("Foo", value));

    [Fact]
    public void Lines_AreJoined() => Assert.Equal("1,2,3", FieldForm.Of("Foo", new StringValues(["1", " 2, 3"])));

    [Fact]
    public void LongAndManifoldValues_StayAsWritten()
    {
        var languages = string.Join(", ", Enumerable.Range(0, 40).Select(number => $"l{number}"));
        var length = new string('a', 600) + ", b";

        Assert.Equal(languages, FieldForm.Of("Accept-Language", languages));
        Assert.Equal(length, FieldForm.Of("Foo", length));
    }

    [Fact]
    public void RandomLists_HaveTheSameSpellingTwice()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => "aB ,;q=01.\t*"[random.Next(12)]));

            foreach (var name in new[] { "Foo", "Accept-Language" })
            {
                var once = FieldForm.Of(name, value);
                Assert.Equal(once, FieldForm.Of(name, once));
            }
        }
    }

    [Fact]
    public async Task SpellingsOfOneMeaning_ShareAVariant()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("Vary", "Accept-Language"));

        await fixture.GetAsync("/", ("Accept-Language", "de;q=0.5, EN"));
        await fixture.IdleAsync();
        await fixture.GetAsync("/", ("Accept-Language", "en"), ("Accept-Language", "de;q=0.5"));
        await fixture.GetAsync("/", ("Accept-Language", "de"));

        Assert.Equal(2, fixture.Origin.Count);
        Assert.Equal("de", fixture.Origin.Requests[1].Headers.AcceptLanguage);
    }
}
