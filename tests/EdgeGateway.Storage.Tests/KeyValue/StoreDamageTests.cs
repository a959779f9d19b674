using System.Globalization;

namespace EdgeGateway.Storage.Tests.KeyValue;

public sealed class StoreDamageTests
{
    private const int Count = 4000;

    // More for a soak run: EDGE_TEST_MUTATIONS=2000.
    private static readonly int Mutations =
        int.Parse(Environment.GetEnvironmentVariable("EDGE_TEST_MUTATIONS") ?? "25", CultureInfo.InvariantCulture);

    [Fact]
    public async Task DamageInTheNewestPart_FallsBackToTheOlderCheckpoint()
    {
        using var fixture = await TwoCheckpointsAsync();
        var log = fixture.LogFiles()[^1];
        Damage.FlipBit(log, new FileInfo(log).Length - 20_000);

        await using var store = fixture.Open();

        Assert.Equal(100, store.Recovery.AppliedAddress);
        Assert.Contains("damaged", Assert.Single(store.Recovery.Problems), StringComparison.Ordinal);
        Assert.Equal(new Dictionary<int, int> { [0] = Count }, StoreFixture.Versions(store, Count));
    }

    [Fact]
    public async Task DamageInTheOldPart_CostsTheDamagedRecordsOnly()
    {
        using var fixture = await TwoCheckpointsAsync();
        Damage.Scribble(fixture.LogFiles()[3], 30_000, 700, seed: 3);

        await using var store = fixture.Open();

        Assert.Equal(200, store.Recovery.AppliedAddress);
        Assert.Equal(3, store.Recovery.Problems.Count);
        var versions = StoreFixture.Versions(store, Count);
        Assert.InRange(versions.GetValueOrDefault(-1), 2, 6);
        Assert.Equal(Count, versions.Values.Sum());
        Assert.Equal(1000, versions[1]);
    }

    [Fact]
    public async Task OneFlippedBitAnywhere_IsNoticedAndCostsAtMostOneRecord()
    {
        using var fixture = await TwoCheckpointsAsync();
        var random = new Random(11);
        var untouched = CopyOf(fixture.Directory);
        for (var round = 0; round < 25; round++)
        {
            var logs = fixture.LogFiles();
            var log = logs[random.Next(logs.Count)];
            Damage.FlipBit(log, random.NextInt64(new FileInfo(log).Length), random.Next(8));
            await using (var store = fixture.Open())
            {
                Assert.NotEmpty(store.Recovery.Problems);
                var versions = StoreFixture.Versions(store, Count);
                Assert.InRange(versions.GetValueOrDefault(-1), 0, 1);
                Assert.InRange(versions.GetValueOrDefault(1), store.Recovery.AppliedAddress == 200 ? 999 : 0, 1000);
            }

            Restore(fixture.Directory, untouched);
        }
    }

    // Whatever happens to the files: a start without an exception, every value that is served one that was written, and
    // either nothing is missing or it is said.
    [Fact]
    public async Task RandomDamage_NeverServesWhatWasNotWritten()
    {
        using var fixture = await TwoCheckpointsAsync();
        var random = new Random(29);
        var untouched = CopyOf(fixture.Directory);
        for (var round = 0; round < Mutations; round++)
        {
            for (var i = random.Next(3); i >= 0; i--)
            {
                DamageAnything(fixture.Directory, random);
            }

            await using (var store = fixture.Open())
            {
                var versions = StoreFixture.Versions(store, Count);
                Assert.Equal(Count - versions.GetValueOrDefault(-1), store.Recovery.Records);
                if (store.Recovery.Problems.Count == 0)
                {
                    Assert.Equal(0, versions.GetValueOrDefault(-1));
                    Assert.Equal(store.Recovery.AppliedAddress == 200 ? 1000 : 0, versions.GetValueOrDefault(1));
                }
            }

            Restore(fixture.Directory, untouched);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task DeletedLogFile_LeavesTheOtherRecords(int index)
    {
        using var fixture = await TwoCheckpointsAsync();
        var logs = fixture.LogFiles();
        File.Delete(logs[Math.Min(index, logs.Count - 1)]);

        await using var store = fixture.Open();

        Assert.NotEmpty(store.Recovery.Problems);
        Assert.InRange(StoreFixture.Versions(store, Count).GetValueOrDefault(-1), 0, 1200);
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("flip")]
    [InlineData("delete")]
    [InlineData("foreign")]
    public async Task DamagedNewestManifest_FallsBackToTheOlder(string what)
    {
        using var fixture = await TwoCheckpointsAsync();
        Hurt(fixture.Manifests()[^1], what);

        await using var store = fixture.Open();

        Assert.Equal(100, store.Recovery.AppliedAddress);
        Assert.Equal(what == "delete" ? 0 : 1, store.Recovery.Problems.Count);
        Assert.Equal(new Dictionary<int, int> { [0] = Count }, StoreFixture.Versions(store, Count));
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("flip")]
    [InlineData("delete")]
    [InlineData("foreign")]
    public async Task AllManifestsDamaged_StartEmptyAndSaySo(string what)
    {
        using var fixture = await TwoCheckpointsAsync();
        fixture.Manifests().ForEach(path => Hurt(path, what));

        await using (var store = fixture.Open())
        {
            Assert.Equal(0, store.Recovery.AppliedAddress);
            Assert.Equal(0, store.Recovery.Records);
            Assert.Contains("starts empty", store.Recovery.Problems[^1], StringComparison.Ordinal);
            StoreFixture.Write(store, 0, 5, version: 9);
            await store.CheckpointAsync(300, CancellationToken.None);
            await store.CheckpointAsync(301, CancellationToken.None);
        }

        await using var reopened = fixture.Open();
        Assert.Empty(reopened.Recovery.Problems);
        Assert.Equal(5, reopened.Recovery.Records);
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("delete")]
    [InlineData("foreign")]
    public async Task DamagedBlockList_KeepsWhatTheRecordsOwnChecksumsProve(string what)
    {
        using var fixture = await TwoCheckpointsAsync();
        fixture.BlockLists().ForEach(path => Hurt(path, what));

        await using var store = fixture.Open();

        Assert.NotEmpty(store.Recovery.Problems);
        Assert.Equal(200, store.Recovery.AppliedAddress);
        Assert.Equal(new Dictionary<int, int> { [0] = 3000, [1] = 1000 }, StoreFixture.Versions(store, Count));
    }

    [Fact]
    public async Task BlockListWithoutItsEnd_FallsBackToTheOlderCheckpoint()
    {
        using var fixture = await TwoCheckpointsAsync();
        Hurt(Assert.Single(fixture.BlockLists()), "truncate");

        await using var store = fixture.Open();

        Assert.Equal(100, store.Recovery.AppliedAddress);
        Assert.Equal(new Dictionary<int, int> { [0] = Count }, StoreFixture.Versions(store, Count));
    }

    [Fact]
    public async Task ForeignFiles_AreLeftAlone()
    {
        using var fixture = await TwoCheckpointsAsync();
        string[] names = ["checkpoint-x-g1.json", "checkpoint-5.json", "g", "gold", "notes"];
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(Path.Combine(fixture.Directory, name), "not ours");
        }

        await using (var store = fixture.Open())
        {
            Assert.Empty(store.Recovery.Problems);
            await store.CheckpointAsync(300, CancellationToken.None);
        }

        Assert.All(names, name => Assert.True(File.Exists(Path.Combine(fixture.Directory, name))));
    }

    [Fact]
    public async Task RecordThatRotsWhileTheStoreIsOpen_ReadsAsAbsentAndIsCounted()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        StoreFixture.Write(store, 0, 20_000);
        await store.CheckpointAsync(1, CancellationToken.None);
        foreach (var log in fixture.LogFiles()[..4])
        {
            Damage.Scribble(log, 100_000, 2000, seed: 5);
        }

        var versions = StoreFixture.Versions(store, 20_000);

        Assert.InRange(versions[-1], 4 * 7, 4 * 40);
        Assert.True(store.DamagedBlocks >= 4);
        Assert.Equal(versions[-1], store.DamagedReads);
    }

    [Fact]
    public async Task StaleVersionOfADamagedRecord_IsNotServed()
    {
        using var fixture = new StoreFixture();
        await using (var store = fixture.Open())
        {
            StoreFixture.Write(store, 0, 100, version: 0);
            await store.CheckpointAsync(1, CancellationToken.None);
            StoreFixture.Write(store, 0, 100, version: 1);
            await store.CheckpointAsync(2, CancellationToken.None);
            await store.CheckpointAsync(3, CancellationToken.None);
        }

        // In the value of one of the newer records: key and lengths stay readable.
        var log = fixture.LogFiles()[0];
        Damage.FlipBit(log, IndexOf(log, StoreFixture.Value(50, 1)) + 100);

        await using var reopened = fixture.Open();
        Assert.Equal(new Dictionary<int, int> { [-1] = 1, [1] = 99 }, StoreFixture.Versions(reopened, 100));
        Assert.Equal(-1, StoreFixture.VersionOf(reopened, 50));
    }

    private static async Task<StoreFixture> TwoCheckpointsAsync()
    {
        var fixture = new StoreFixture();
        await using var store = fixture.Open();
        StoreFixture.Write(store, 0, Count);
        await store.CheckpointAsync(100, CancellationToken.None);
        StoreFixture.Write(store, 500, 1000, version: 1);
        await store.CheckpointAsync(200, CancellationToken.None);
        return fixture;
    }

    private static void DamageAnything(string directory, Random random)
    {
        var files = Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var path = files[random.Next(files.Length)];
        var length = new FileInfo(path).Length;
        var size = (int)Math.Min(random.Next(1, 20_000), length);
        switch (random.Next(6))
        {
            case 0:
                File.Delete(path);
                break;
            case 1:
                Damage.Truncate(path, length == 0 ? 0 : random.NextInt64(length));
                break;
            case 2 when length > 0:
                Damage.Zero(path, random.NextInt64(length - size + 1), size);
                break;
            case 3 when length > 0:
                Damage.Scribble(path, random.NextInt64(length - size + 1), size, random.Next());
                break;
            case 4 when length > 8192:
                Damage.SwapBlocks(path, random.NextInt64(length / 4096) * 4096, random.NextInt64(length / 4096) * 4096, 4096);
                break;
            case 5 when length > 0:
                Damage.FlipBit(path, random.NextInt64(length), random.Next(8));
                break;
        }
    }

    private static void Hurt(string path, string what)
    {
        switch (what)
        {
            case "truncate":
                Damage.Truncate(path, new FileInfo(path).Length - 40);
                break;
            case "flip":
                Damage.FlipBit(path, new FileInfo(path).Length / 2);
                break;
            case "delete":
                File.Delete(path);
                break;
            default:
                File.WriteAllText(path, "{\"Number\":1}\nabc\n");
                break;
        }
    }

    private static long IndexOf(string path, byte[] content)
    {
        var index = File.ReadAllBytes(path).AsSpan().IndexOf(content);
        Assert.True(index > 0);
        return index;
    }

    private static Dictionary<string, byte[]> CopyOf(string directory) => Directory
        .GetFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes);

    private static void Restore(string directory, Dictionary<string, byte[]> files)
    {
        foreach (var folder in Directory.GetDirectories(directory))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }
}
