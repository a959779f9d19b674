namespace EdgeGateway.Storage.Disk;

/// <summary>Keeps a second process out of a data folder while this one has it open; the system frees it when we die.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Creates the folder when absent and takes it.</summary>
    /// <exception cref="IOException">Another process has it, or it cannot be written.</exception>
    public static FolderLock Take(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FolderLock(new FileStream(
                Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The data folder '{directory}' cannot be opened: it must be writable and used by one process only.", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
