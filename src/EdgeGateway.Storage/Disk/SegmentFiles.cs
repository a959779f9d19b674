using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace EdgeGateway.Storage.Disk;

/// <summary>
/// One long address space kept in files of equal size, <c>name.0</c>, <c>name.1</c> and so on; files whose names do not
/// fit are not touched. What was never written, or is gone, reads as zeros. Thread-safe.
/// </summary>
internal class SegmentFiles(string path, long segmentBytes) : IDisposable
{
    private readonly ConcurrentDictionary<int, SafeFileHandle> _handles = new();
    private readonly ConcurrentDictionary<int, byte> _unflushed = new();
    private readonly Lock _opening = new();

    /// <summary>Bytes of one file.</summary>
    public long SegmentBytes => segmentBytes;

    /// <summary>The numbers of the files that exist, lowest first.</summary>
    public List<int> List()
    {
        var prefix = Path.GetFileName(path) + ".";
        var numbers = new List<int>();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, prefix + "*"))
        {
            if (int.TryParse(
                Path.GetFileName(file.AsSpan())[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            {
                numbers.Add(n);
            }
        }

        numbers.Sort();
        return numbers;
    }

    /// <summary>The address just after the last byte of a file that exists.</summary>
    public long EndOf(int segment) => (segment * segmentBytes) + Math.Min(new FileInfo(NameOf(segment)).Length, segmentBytes);

    /// <summary>Reads across files; zeros where there is nothing.</summary>
    public void Read(long address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var segment = (int)(address / segmentBytes);
            var offset = address % segmentBytes;
            var part = destination[..(int)Math.Min(destination.Length, segmentBytes - offset)];
            ReadSegment(segment, offset, part);
            destination = destination[part.Length..];
            address += part.Length;
        }
    }

    /// <summary>Writes inside one file; durable after <see cref="Flush"/>.</summary>
    /// <exception cref="IOException">The disk refuses, or the file may not grow as large.</exception>
    public virtual void Write(int segment, long offset, ReadOnlySpan<byte> source)
    {
        try
        {
            RandomAccess.Write(Open(segment), source, offset);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // How .NET tells EFBIG: a limit of the file system or of the process (ulimit -f), which may be raised.
            throw new IOException($"The file '{NameOf(segment)}' cannot grow beyond '{offset}' bytes: {exception.Message}", exception);
        }

        _unflushed[segment] = 0;
    }

    /// <summary>Makes every finished write durable.</summary>
    /// <exception cref="IOException">The disk failed; what was written since the last success may be lost.</exception>
    public virtual void Flush()
    {
        foreach (var segment in _unflushed.Keys)
        {
            if (_unflushed.TryRemove(segment, out _) && _handles.TryGetValue(segment, out var handle))
            {
                RandomAccess.FlushToDisk(handle);
            }
        }
    }

    /// <summary>Closes and deletes one file.</summary>
    public void Remove(int segment)
    {
        _unflushed.TryRemove(segment, out _);
        if (_handles.TryRemove(segment, out var handle))
        {
            handle.Dispose();
        }

        DurableFile.TryDelete(NameOf(segment));
    }

    /// <summary>Cuts off everything from <paramref name="end"/> on.</summary>
    public void TruncateAfter(long end)
    {
        foreach (var segment in List())
        {
            if (segment * segmentBytes >= end)
            {
                Remove(segment);
            }
            else if (EndOf(segment) > end)
            {
                using var handle = File.OpenHandle(NameOf(segment), FileMode.Open, FileAccess.Write);
                RandomAccess.SetLength(handle, end - (segment * segmentBytes));
                RandomAccess.FlushToDisk(handle);
            }
        }
    }

    public void Dispose()
    {
        foreach (var handle in _handles.Values)
        {
            handle.Dispose();
        }

        _handles.Clear();
        GC.SuppressFinalize(this);
    }

    private string NameOf(int segment) => string.Create(CultureInfo.InvariantCulture, $"{path}.{segment}");

    private void ReadSegment(int segment, long offset, Span<byte> destination)
    {
        if (_handles.ContainsKey(segment) || File.Exists(NameOf(segment)))
        {
            var handle = Open(segment);
            int read;
            while (!destination.IsEmpty && (read = RandomAccess.Read(handle, destination, offset)) > 0)
            {
                destination = destination[read..];
                offset += read;
            }
        }

        destination.Clear();
    }

    private SafeFileHandle Open(int segment)
    {
        if (_handles.TryGetValue(segment, out var handle))
        {
            return handle;
        }

        lock (_opening)
        {
            if (!_handles.TryGetValue(segment, out handle))
            {
                handle = File.OpenHandle(NameOf(segment), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
                DirectorySync.Flush(Path.GetDirectoryName(path)!);
                _handles[segment] = handle;
            }

            return handle;
        }
    }
}
