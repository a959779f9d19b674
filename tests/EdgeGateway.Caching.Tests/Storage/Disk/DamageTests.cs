using EdgeGateway.Caching.Storage.Disk;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Storage.Disk;

/// <summary>Whatever stands in the folder, a visitor gets the right page or one from the origin.</summary>
public sealed class DamageTests
{
    private const int Seed = 20261125;
    private const int Pages = 40;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FlippedBits_NeverReachAVisitor(bool killed)
    {
        using var fixture = await FilledAsync();
        if (!killed)
        {
            fixture.Restart();
        }

        var random = new Random(Seed);
        for (var round = 0; round < 25; round++)
        {
            fixture.Kill(meanwhile: () =>
            {
                foreach (var file in fixture.Segments)
                {
                    var bytes = File.ReadAllBytes(file);
                    for (var flips = 0; flips < 8; flips++)
                    {
                        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    }

                    File.WriteAllBytes(file, bytes);
                }
            });
            await AssertRightPagesAsync(fixture, $"seed {Seed}, round {round}");
            await fixture.WrittenAsync();
        }
    }

    [Fact]
    public async Task TruncatedFiles_NeverReachAVisitor()
    {
        using var fixture = await FilledAsync();
        var random = new Random(Seed);
        for (var round = 0; round < 25; round++)
        {
            fixture.Kill(meanwhile: () =>
            {
                foreach (var file in fixture.Segments)
                {
                    using var stream = File.OpenWrite(file);
                    stream.SetLength(random.NextInt64(stream.Length));
                }
            });
            await AssertRightPagesAsync(fixture, $"seed {Seed}, round {round}");
            await fixture.WrittenAsync();
        }
    }

    [Fact]
    public async Task RecordsBeforeATornOne_AreServed()
    {
        using var fixture = await FilledAsync();
        fixture.Kill(meanwhile: () =>
        {
            using var stream = File.OpenWrite(fixture.Segments.Last());
            stream.SetLength(stream.Length - 5);
        });

        Assert.Equal(Pages - 1, fixture.Cache.Cache.DiskCount);
        Assert.Equal(CacheOutcome.Hit, (await fixture.Cache.GetAsync("/0")).Outcome);
    }

    [Fact]
    public async Task SwappedAndForeignFiles_AreSkipped()
    {
        using var fixture = await FilledAsync();
        using var stranger = await FilledAsync("other");
        fixture.Restart();
        await fixture.Cache.GetAsync("/more");
        await fixture.WrittenAsync();
        var before = fixture.Cache.Cache.DiskCount;
        fixture.Restart(meanwhile: () =>
        {
            var files = fixture.Segments.ToArray();
            File.Copy(stranger.Segments.First(), Path.Combine(fixture.Folder, DiskSegment.NameOf(77)));
            File.Copy(files[0], Path.Combine(fixture.Folder, DiskSegment.NameOf(78)));
            File.WriteAllText(Path.Combine(fixture.Folder, DiskSegment.NameOf(79)), "not a segment");
            File.WriteAllText(Path.Combine(fixture.Folder, "readme.txt"), "a stranger");
            File.WriteAllBytes(Path.Combine(fixture.Folder, DiskSegment.NameOf(80)), []);
            File.Move(files[0], files[0] + ".x");
            File.Move(files[1], files[0]);
            File.Move(files[0] + ".x", files[1]);
        });

        Assert.InRange(before, Pages + 1, Pages + 1);
        Assert.Equal(0, fixture.Cache.Cache.DiskCount);
        Assert.True(File.Exists(Path.Combine(fixture.Folder, "readme.txt")));
        await AssertRightPagesAsync(fixture, "swapped");
        await fixture.WrittenAsync();
        fixture.Kill();
        Assert.Equal(Pages, fixture.Cache.Cache.DiskCount);
    }

    [Theory]
    [InlineData("store")]
    [InlineData("folder")]
    public async Task LostIdentity_MakesANewStore(string what)
    {
        using var fixture = await FilledAsync();
        fixture.Kill(meanwhile: () =>
        {
            if (what == "store")
            {
                File.WriteAllBytes(Path.Combine(fixture.Folder, "store"), new byte[24]);
            }
            else
            {
                foreach (var file in Directory.EnumerateFiles(fixture.Folder))
                {
                    File.Delete(file);
                }
            }
        });

        Assert.Equal(0, fixture.Cache.Cache.DiskCount);
        await AssertRightPagesAsync(fixture, what);
        await fixture.WrittenAsync();
        fixture.Kill();
        Assert.Equal(CacheOutcome.Hit, (await fixture.Cache.GetAsync("/1")).Outcome);
    }

    [Fact]
    public async Task FolderInUse_SwitchesTheTierOffAndPagesGoOn()
    {
        using var fixture = await FilledAsync();
        using var second = new CacheFixture(new PageCacheOptions { DiskDirectory = fixture.Folder, DiskMaxBytes = 64 << 20 });

        Assert.Equal(CacheOutcome.Miss, (await second.GetAsync("/1")).Outcome);
        Assert.Equal((0, 0L), (second.Cache.DiskCount, second.Cache.DiskBytes));
    }

    [Fact]
    public async Task FileInPlaceOfTheFolder_SwitchesTheTierOff()
    {
        var file = Path.GetTempFileName();
        using var fixture = new CacheFixture(new PageCacheOptions { DiskDirectory = file, DiskMaxBytes = 64 << 20 });

        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync()).Outcome);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync()).Outcome);
        File.Delete(file);
    }

    private static async Task<DiskFixture> FilledAsync(string prefix = "page")
    {
        var fixture = new DiskFixture();
        fixture.Cache.Origin.Script = exchange => exchange.RespondAsync(
            200, Page(prefix, exchange.Request.Target), ("Cache-Control", "max-age=600"), ("X-Page", exchange.Request.Target));
        for (var i = 0; i < Pages; i++)
        {
            await fixture.Cache.GetAsync($"/{i}");
        }

        await fixture.WrittenAsync();
        return fixture;
    }

    private static async Task AssertRightPagesAsync(DiskFixture fixture, string where)
    {
        for (var i = 0; i < Pages; i++)
        {
            var got = await fixture.Cache.GetAsync($"/{i}");
            Assert.True(got.Body == Page("page", $"/{i}") && got.Headers["X-Page"] == $"/{i}", $"Page {i} is wrong ({where}).");
        }
    }

    private static string Page(string prefix, string target) =>
        string.Concat(Enumerable.Repeat($"{prefix} {target} ", 20 + (target.Length * 30)));
}
