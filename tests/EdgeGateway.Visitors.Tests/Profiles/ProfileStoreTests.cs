using EdgeGateway.Primitives.Ids;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Tests.Profiles;

public sealed class ProfileStoreTests
{
    private static readonly VisitorId Visitor = new(1, 2);

    [Fact]
    public async Task WrittenProfile_ReadsBackForThatVisitorOnly()
    {
        await using var records = new MemoryKeyValueStore();
        var store = new ProfileStore(records, ProfileKey.FromBytes(new byte[32]));
        var destination = new byte[4096];
        store.Write(Visitor, ProfileViewTests.Sample().Bytes);

        Assert.True(store.TryRead(Visitor, destination, out var length));
        Assert.Equal(4, new ProfileView(destination.AsSpan(0, length)).EventCount);
        Assert.False(store.TryRead(new VisitorId(1, 3), destination, out length));
        Assert.Equal(0, length);
    }

    [Fact]
    public async Task Deleted_IsGone()
    {
        await using var records = new MemoryKeyValueStore();
        var store = new ProfileStore(records, ProfileKey.FromBytes(new byte[32]));
        store.Write(Visitor, [1]);
        store.Delete(Visitor);

        Assert.Empty(records.Records);
    }

    [Fact]
    public async Task StoredKey_DoesNotRevealTheIdAndDependsOnTheSecret()
    {
        await using var records = new MemoryKeyValueStore();
        var other = new byte[32];
        other[0] = 1;
        new ProfileStore(records, ProfileKey.FromBytes(new byte[32])).Write(Visitor, [1]);
        new ProfileStore(records, ProfileKey.FromBytes(other)).Write(Visitor, [1]);

        Assert.Equal(2, records.Records.Count);
        Assert.All(records.Records.Keys, key => Assert.StartsWith("70", key, StringComparison.Ordinal));
        Assert.All(records.Records.Keys, key => Assert.Equal(ProfileStore.KeySize * 2, key.Length));
        Assert.All(records.Records.Keys, key => Assert.DoesNotContain("0000000000000001", key, StringComparison.Ordinal));
    }

    [Fact]
    public void KeyFile_IsMadeOnceForTheOwnerOnly()
    {
        var folder = Directory.CreateTempSubdirectory("edge-profile-key");
        try
        {
            var first = ProfileKey.LoadOrCreate(folder.FullName);
            var second = ProfileKey.LoadOrCreate(folder.FullName);

            Assert.True(first.Secret.SequenceEqual(second.Secret));
            var file = Assert.Single(folder.GetFiles());
            Assert.Equal(32, file.Length);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.FullName));
            }

            File.WriteAllBytes(file.FullName, [1, 2, 3]);
            var error = Assert.Throws<InvalidDataException>(() => ProfileKey.LoadOrCreate(folder.FullName));
            Assert.Contains("has 3 bytes", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void KeyOfAnotherSize_IsRefused() => Assert.Throws<ArgumentException>(() => ProfileKey.FromBytes(new byte[31]));
}
