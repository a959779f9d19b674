namespace EdgeGateway.Caching.Tests.Storage.Disk;

/// <summary>A cache with a folder on disk, which may be closed or killed and opened again, at another time.</summary>
internal sealed class DiskFixture : IDisposable
{
    private readonly List<string> _folders = [];
    private readonly List<CacheFixture> _killed = [];
    private readonly IResponseDeriver? _deriver;
    private readonly long _maxBytes;

    public DiskFixture(long maxBytes = 64 << 20, IResponseDeriver? deriver = null)
    {
        _maxBytes = maxBytes;
        _deriver = deriver;
        Folder = NewFolder();
        Cache = Open();
    }

    public string Folder { get; private set; }

    public CacheFixture Cache { get; private set; }

    public IEnumerable<string> Segments => Directory.EnumerateFiles(Folder, "*.pages").Order(StringComparer.Ordinal);

    /// <summary>Waits until everything stored has reached the files.</summary>
    public async Task WrittenAsync()
    {
        await Cache.IdleAsync();
        while (Cache.Cache.DiskQueued > 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>Stops in order and starts again.</summary>
    public void Restart(TimeSpan stopped = default, Action? meanwhile = null)
    {
        Cache.Dispose();
        meanwhile?.Invoke();
        Reopen(stopped);
    }

    /// <summary>Goes on with the files as they stand now, as after kill -9: nothing is closed or finished.</summary>
    public void Kill(TimeSpan stopped = default, Action? meanwhile = null)
    {
        var copy = NewFolder();
        foreach (var file in Directory.EnumerateFiles(Folder).Where(f => Path.GetFileName(f) != "lock"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        _killed.Add(Cache);
        Folder = copy;
        meanwhile?.Invoke();
        Reopen(stopped);
    }

    public void Dispose()
    {
        Cache.Dispose();
        _killed.ForEach(k => k.Dispose());
        _folders.ForEach(f => Directory.Delete(f, recursive: true));
    }

    private void Reopen(TimeSpan stopped)
    {
        var (origin, time, policy) = (Cache.Origin, Cache.Time.GetUtcNow() + stopped, Cache.Policy);
        Cache = Open();
        Cache.Time.JumpTo(time);
        Cache.Origin.Script = origin.Script;
        Cache.Policy = policy;
    }

    private CacheFixture Open() => new(new PageCacheOptions { DiskDirectory = Folder, DiskMaxBytes = _maxBytes }, _deriver);

    private string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("edge-pages-test-").FullName;
        _folders.Add(folder);
        return folder;
    }
}
