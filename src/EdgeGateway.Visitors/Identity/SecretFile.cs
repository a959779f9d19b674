namespace EdgeGateway.Visitors.Identity;

/// <summary>Reads and creates small files that hold a secret: owner only, complete or absent.</summary>
internal static class SecretFile
{
    /// <summary>Writes a new file by a rename, so that no reader sees half a secret; a file that is already there wins.</summary>
    public static bool TryCreate(string path, ReadOnlySpan<byte> secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(secret);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }
    }

    /// <summary>Reads a secret of a known size.</summary>
    /// <exception cref="InvalidDataException">The file has another size.</exception>
    public static byte[] Read(string path, int size)
    {
        var secret = File.ReadAllBytes(path);
        return secret.Length == size
            ? secret
            : throw new InvalidDataException(
                $"The key file '{path}' has {secret.Length} bytes and a key has {size}: restore it, or delete it to start with a new key.");
    }
}
