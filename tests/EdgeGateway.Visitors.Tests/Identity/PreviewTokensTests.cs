using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Visitors.Tests.Identity;

public sealed class PreviewTokensTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-preview-").FullName;
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Token_HoldsForItsHostUntilItExpiresAndAfterARestart()
    {
        var token = PreviewTokens.LoadOrCreate(_folder, _time).Create("Shop.test:8443", TimeSpan.FromMinutes(5));
        var tokens = PreviewTokens.LoadOrCreate(_folder, _time);

        Assert.Equal(PreviewOutcome.Valid, tokens.Check(token, "shop.test:8443", out var expires));
        Assert.Equal(TimeSpan.FromMinutes(5).TotalSeconds, (expires - _time.GetUtcNow()).TotalSeconds, tolerance: 1);
        Assert.Equal(PreviewOutcome.Forged, tokens.Check(token, "shop.test", out _));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(PreviewOutcome.Expired, tokens.Check(token, "shop.test:8443", out _));
    }

    [Fact]
    public void AnyChangedCharacter_IsRefused()
    {
        var tokens = PreviewTokens.LoadOrCreate(_folder, _time);
        var token = tokens.Create("shop.test", TimeSpan.FromHours(1));

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (char)(token[i] ^ 1) + token[(i + 1)..];
            Assert.NotEqual(PreviewOutcome.Valid, tokens.Check(changed, "shop.test", out _));
        }
    }

    [Fact]
    public void KeyOfAnotherGateway_IsForged()
    {
        var other = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        var token = PreviewTokens.LoadOrCreate(other, _time).Create("shop.test", TimeSpan.FromHours(1));

        Assert.Equal(PreviewOutcome.Forged, PreviewTokens.LoadOrCreate(_folder, _time).Check(token, "shop.test", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("p1")]
    [InlineData("p1.1")]
    [InlineData("p1.-1.x")]
    [InlineData("p1.1.x.y")]
    [InlineData("p0.1.x")]
    [InlineData("p1.99999999999999999999.x")]
    public void TextThatIsNoToken_IsMalformed(string text) =>
        Assert.Equal(PreviewOutcome.Malformed, PreviewTokens.LoadOrCreate(_folder, _time).Check(text, "shop.test", out _));
}
