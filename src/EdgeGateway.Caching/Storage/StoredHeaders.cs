using EdgeGateway.Caching.Invalidation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Header fields, ready to be copied to a response. What they say never changes; of an entry that waits for its first hit they are
/// kept as bytes, of one that is asked for as the strings that a response takes.
/// </summary>
public sealed class StoredHeaders
{
    private byte[]? _packed;
    private Fields? _fields;

    internal StoredHeaders(string[] names, StringValues[] values)
    {
        // Those for caches alone go to the end, so that an answer is a plain copy of what comes before.
        var order = Enumerable.Range(0, names.Length).OrderBy(index => SurrogateKeys.IsField(names[index])).ToArray();
        _fields = new Fields([.. order.Select(index => names[index])], [.. order.Select(index => values[index])]);
        VisibleCount = names.Count(name => !SurrogateKeys.IsField(name));
    }

    /// <summary>Number of fields.</summary>
    public int Count => Read().Names.Length;

    /// <summary>Number of fields that an answer shows; they come first. Surrogate keys are for caches alone.</summary>
    public int VisibleCount { get; }

    /// <summary>The values of a field, empty when absent. Names are compared without case.</summary>
    public StringValues this[string name]
    {
        get
        {
            var (names, values) = Read();
            for (var i = 0; i < names.Length; i++)
            {
                if (string.Equals(names[i], name, StringComparison.OrdinalIgnoreCase))
                {
                    return values[i];
                }
            }

            return default;
        }
    }

    /// <summary>The name of a field by position.</summary>
    public string NameAt(int index) => Read().Names[index];

    /// <summary>The values of a field by position.</summary>
    public StringValues ValuesAt(int index) => Read().Values[index];

    /// <summary>
    /// Sets the visible fields on a response. Age, Content-Length and Cache-Status are not among them: the host adds those.
    /// </summary>
    public void CopyTo(IHeaderDictionary target) => CopyTo(target, VisibleCount);

    /// <summary>Sets every field, those for caches too.</summary>
    internal void CopyAllTo(IHeaderDictionary target) => CopyTo(target, Count);

    private void CopyTo(IHeaderDictionary target, int count)
    {
        var (names, values) = Read();
        for (var i = 0; i < count; i++)
        {
            target[names[i]] = values[i];
        }
    }

    /// <summary>Bytes in memory beside the strings of <see cref="Expand"/>.</summary>
    internal long SizeBytes => 56 + (Pack().Length + 7 & ~7);

    /// <summary>Lets go of the strings.</summary>
    internal byte[] Pack()
    {
        if (Volatile.Read(ref _packed) is { } packed)
        {
            return packed;
        }

        var (names, values) = Read();
        packed = PackedFields.Pack(names, values);
        Volatile.Write(ref _packed, packed);
        Volatile.Write(ref _fields, null);
        return packed;
    }

    /// <summary>Keeps the strings from now on; the bytes they take, if they were not there.</summary>
    internal long Expand()
    {
        if (Volatile.Read(ref _fields) is not null)
        {
            return 0;
        }

        var fields = Read();
        return Interlocked.CompareExchange(ref _fields, fields, null) is null ? SizeOf(fields) : 0;
    }

    private Fields Read()
    {
        while (true)
        {
            if (Volatile.Read(ref _fields) is { } fields)
            {
                return fields;
            }

            // Bytes are written before the strings go.
            if (Volatile.Read(ref _packed) is { } packed)
            {
                var (names, values) = PackedFields.Unpack(packed);
                return new Fields(names, values);
            }
        }
    }

    private static long SizeOf(Fields fields)
    {
        var size = 80L + (fields.Names.Length * 24);
        foreach (var values in fields.Values)
        {
            foreach (var value in values)
            {
                size += 30 + (2 * (value?.Length ?? 0));
            }
        }

        return size;
    }

    private sealed record Fields(string[] Names, StringValues[] Values);
}
