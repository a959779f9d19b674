using EdgeGateway.Caching.Invalidation;

namespace EdgeGateway.Caching.Tests.Storage;

/// <summary>Whatever is done to entries, the bytes accounted are theirs, under the cap, and none are left when they are gone.</summary>
public sealed class AccountingTests
{
    private const int Seed = 20261125;

    [Fact]
    public async Task AnyOrderOfUses_KeepsTheBooksRight()
    {
        for (var seed = Seed; seed < Seed + 10; seed++)
        {
            var options = new PageCacheOptions { MaxBytes = 1 << 20 };
            using var fixture = new CacheFixture(options);
            var random = new Random(seed);
            fixture.Origin.Script = exchange => exchange.RespondAsync(
                200, new string('x', random.Next(9000)), ("Cache-Control", $"max-age={random.Next(1, 100)}, stale-while-revalidate=10"),
                ("Surrogate-Key", $"a{random.Next(3)} b"), ("ETag", $"\"{random.Next()}\""));
            for (var step = 0; step < 600; step++)
            {
                await StepAsync(fixture, random);
                Assert.True(fixture.Cache.Bytes <= options.MaxBytes && fixture.Cache.Bytes >= 0, $"Seed {seed}, step {step}.");
            }

            await fixture.IdleAsync();
            fixture.Cache.PurgeAll(PurgeMode.Hard);
            Assert.Equal((seed, 0, 0L), (seed, fixture.Cache.Count, fixture.Cache.Bytes));
        }
    }

    private static async Task StepAsync(CacheFixture fixture, Random random)
    {
        var target = $"/{random.Next(300)}";
        switch (random.Next(40))
        {
            case 0:
                fixture.Cache.PurgeTag($"a{random.Next(3)}", random.Next(2) == 0 ? PurgeMode.Hard : PurgeMode.Soft);
                break;
            case 1:
                fixture.Cache.Invalidate("https", "shop.example", target);
                break;
            case 2:
                fixture.Cache.PurgePrefix($"https://shop.example/{random.Next(10)}", PurgeMode.Hard);
                break;
            case 3:
                fixture.Time.Advance(TimeSpan.FromSeconds(random.Next(60)));
                break;
            case 4 when (await fixture.GetAsync(target)).Stored is { } stored:
                stored.ReplaceDerived(random.Next(2) == 0 ? null : new Weight(random.Next(20_000)));
                break;
            default:
                await fixture.GetAsync(target);
                break;
        }
    }

    private sealed record Weight(long SizeBytes) : IDerivedContent;
}
