using Microsoft.Win32.SafeHandles;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// The file that makes purges outlive the process: a note is written before its purge returns, so that not even kill -9 loses it,
/// and forced to the device a moment later. The caller holds the store's lock.
/// </summary>
internal sealed class PurgeJournal : IDisposable
{
    private const string Name = "purges";
    private const long RewriteBytes = 4 << 20;

    private readonly string _path;
    private SafeFileHandle _file;
    private long _length;
    private int _flushing;

    private PurgeJournal(string path, SafeFileHandle file, long length)
    {
        _path = path;
        _file = file;
        _length = length;
    }

    public static string PathIn(string folder) => Path.Combine(folder, Name);

    /// <summary>Reads all notes into the book; not whole when any of it is damaged.</summary>
    public static PurgeJournal Open(string folder, PurgeBook book, out bool whole)
    {
        var path = PathIn(folder);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        ReadOnlySpan<byte> rest = bytes;
        while (PurgeNote.TryDecode(ref rest, out var note))
        {
            book.Add(note);
        }

        whole = rest.Length == 0;
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        return new PurgeJournal(path, file, bytes.Length);
    }

    public void Append(in PurgeNote note, PurgeBook book)
    {
        if (_length > RewriteBytes)
        {
            Rewrite(book);
        }

        var bytes = note.Encode();
        RandomAccess.Write(_file, bytes, _length);
        _length += bytes.Length;
        FlushSoon();
    }

    /// <summary>Replaces the file by what is still worth knowing; a crash leaves the old one or the new one.</summary>
    public void Rewrite(PurgeBook book)
    {
        var next = _path + ".new";
        using (var stream = File.Create(next))
        {
            foreach (var note in book.ToNotes())
            {
                stream.Write(note.Encode());
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        _file.Dispose();
        _file = File.OpenHandle(_path, FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete);
        _length = RandomAccess.GetLength(_file);
    }

    public void Dispose() => _file.Dispose();

    private void FlushSoon()
    {
        if (Interlocked.Exchange(ref _flushing, 1) == 0)
        {
            _ = Task.Run(Flush);
        }
    }

    private void Flush()
    {
        Volatile.Write(ref _flushing, 0);
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The note stands in the file; only a power cut could lose it.
        }
    }
}
