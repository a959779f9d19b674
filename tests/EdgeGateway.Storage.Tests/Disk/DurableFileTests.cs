using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.Tests.Disk;

public sealed class DurableFileTests
{
    [Fact]
    public void Replace_LeavesTheNewContentAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("mark");
        DurableFile.Replace(path, "a longer old content"u8);

        DurableFile.Replace(path, "new"u8);

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Lock_KeepsASecondOneOutUntilItIsFree()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "new", "data");
        using (FolderLock.Take(path))
        {
            Assert.Contains(
                $"'{path}'", Assert.Throws<IOException>(() => FolderLock.Take(path)).Message, StringComparison.Ordinal);
        }

        FolderLock.Take(path).Dispose();
    }

    [Fact]
    public void FolderThatCannotBeMade_IsNamed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a file");
        File.WriteAllText(path, string.Empty);

        Assert.Contains(path, Assert.Throws<IOException>(() => FolderLock.Take(path)).Message, StringComparison.Ordinal);
    }
}
