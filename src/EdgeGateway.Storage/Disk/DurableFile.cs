namespace EdgeGateway.Storage.Disk;

/// <summary>
/// Replaces small files so that a reader sees the old content or the new, never a part, whatever happens meanwhile.
/// </summary>
internal static class DurableFile
{
    private const string TemporarySuffix = ".tmp";

    /// <summary>Writes beside, flushes, renames over, flushes the folder.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + TemporarySuffix;
        using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, content, 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(temporary, path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Deletes and leaves it at that when the file cannot be deleted: leftovers cost space, not correctness.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Tried again at the next start.
        }
    }
}
