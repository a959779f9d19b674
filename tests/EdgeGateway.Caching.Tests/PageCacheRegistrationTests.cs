using EdgeGateway.Caching.Collapsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeGateway.Caching.Tests;

public sealed class PageCacheRegistrationTests
{
    [Fact]
    public async Task RegisteredCache_AnswersOverTheHostsFetcher()
    {
        var origin = new ScriptedOrigin();
        await using var provider = Services().AddSingleton<IOriginFetcher>(origin).BuildServiceProvider();
        using var fixture = new CacheFixture();

        var answer = await provider.GetRequiredService<PageCache>().GetAsync(fixture.Request(), default);

        Assert.Equal("hello", (await CacheFixture.ReadAsync(answer)).Body);
        Assert.Equal(1, origin.Count);
    }

    [Fact]
    public async Task OptionsOutOfRange_AreAllListed()
    {
        await using var provider = Services()
            .Configure<PageCacheOptions>(o => (o.MaxBytes, o.HeadersTimeout, o.MaxBackgroundFills) = (1, TimeSpan.Zero, 0))
            .BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptions<PageCacheOptions>>().Value);

        Assert.Equal(3, exception.Failures.Count());
    }

    private static IServiceCollection Services() => new ServiceCollection().AddLogging().AddMetrics().AddPageCache();
}
