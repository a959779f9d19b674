namespace EdgeGateway.Scenarios.Durability;

/// <summary>A disk that lost or garbled the end of the journal, and one that lost the profiles.</summary>
public sealed class JournalDamageTests
{
    private const int Visitors = 40;

    [Theory]
    [InlineData("cut")]
    [InlineData("flip")]
    public async Task DamagedTail_LosesOnlyWhatWasDamagedAndIsNamed(string damage)
    {
        using var site = new DurableSite();
        var visitors = await FillAsync(site);
        Damage(site.JournalFile, damage);

        await using var gateway = await site.StartAsync();

        using var admin = new AdminReader(gateway.Admin);
        Assert.Contains(await admin.ReadProblemsAsync(), problem => problem.Contains("ends in a torn entry", StringComparison.Ordinal));
        using var client = SiteVisitor.CreateClient(gateway.Site);
        await AssertStoredAsync(visitors[..^1], client);
        Assert.Equal(["item-39-1", "item-39-0"], (await visitors[^1].At(client).ReadAsync()).Items);
    }

    [Fact]
    public async Task EventsAfterDamage_SurviveTheNextKill()
    {
        using var site = new DurableSite();
        var visitors = await FillAsync(site);
        Damage(site.JournalFile, "flip");
        await using (var gateway = await site.StartAsync())
        {
            using var client = SiteVisitor.CreateClient(gateway.Site);
            await visitors[^1].At(client).MustViewAsync("later");
            await gateway.KillAsync();
        }

        await using var again = await site.StartAsync();

        using var after = SiteVisitor.CreateClient(again.Site);
        await AssertStoredAsync(visitors[..^1], after);
        Assert.Equal(["later", "item-39-1", "item-39-0"], (await visitors[^1].At(after).ReadAsync()).Items);
    }

    [Fact]
    public async Task ProfilesLost_AreBuiltAgainFromTheJournal()
    {
        using var site = new DurableSite();
        var visitors = await FillAsync(site);
        Directory.Delete(site.Folder.PathOf("data/profiles"), recursive: true);

        await using var gateway = await site.StartAsync();

        using var admin = new AdminReader(gateway.Admin);
        Assert.Contains(await admin.ReadProblemsAsync(), problem => problem.Contains("The profile store is empty", StringComparison.Ordinal));
        using var client = SiteVisitor.CreateClient(gateway.Site);
        await AssertStoredAsync(visitors, client);
        Assert.Equal(1, (await admin.ReadViewsAsync(["item-7-2"])).Views["item-7-2"]);
    }

    // Each visitor's three events are acknowledged before the next one's; then a kill, and nothing was checkpointed.
    private static async Task<SiteVisitor[]> FillAsync(DurableSite site)
    {
        await using var gateway = await site.StartAsync();
        using var client = SiteVisitor.CreateClient(gateway.Site);
        var visitors = new SiteVisitor[Visitors];
        for (var i = 0; i < Visitors; i++)
        {
            visitors[i] = await SiteVisitor.AgreeAsync(client);
            for (var n = 0; n < 3; n++)
            {
                await visitors[i].MustViewAsync($"item-{i}-{n}");
            }
        }

        await gateway.KillAsync();
        return visitors;
    }

    private static async Task AssertStoredAsync(SiteVisitor[] visitors, HttpClient client)
    {
        for (var i = 0; i < visitors.Length; i++)
        {
            var (items, views) = await visitors[i].At(client).ReadAsync();
            Assert.Equal([$"item-{i}-2", $"item-{i}-1", $"item-{i}-0"], items);
            Assert.Equal(3, views);
        }
    }

    // The bytes of the last entry: FasterLog fills the sector after it with zeros.
    private static void Damage(string file, string how)
    {
        var bytes = File.ReadAllBytes(file);
        var last = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        if (how == "cut")
        {
            File.WriteAllBytes(file, bytes[..(last - 4)]);
            return;
        }

        bytes[last - 4] ^= 0x40;
        File.WriteAllBytes(file, bytes);
    }
}
