using EdgeGateway.Caching.Invalidation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Header fields, ready to be copied to a response. What they say never changes; of an entry that waits for its first hit they are
/// kept as bytes, of one that is asked for as the strings that a response takes.
/// </summary>
public readonly struct StoredHeaders
{
    private readonly object? _form;

    internal StoredHeaders(string[] names, StringValues[] values)
    {
        // Those for caches alone go to the end, so that an answer is a plain copy of what comes before.
        var order = Enumerable.Range(0, names.Length).OrderBy(index => SurrogateKeys.IsField(names[index])).ToArray();
        _form = new Fields([.. order.Select(index => names[index])], [.. order.Select(index => values[index])]);
    }

    internal StoredHeaders(object? form) => _form = form;

    /// <summary>Number of fields.</summary>
    public int Count => Read().Names.Length;

    /// <summary>Number of fields that an answer shows; they come first. Surrogate keys are for caches alone.</summary>
    public int VisibleCount => Read().VisibleCount;

    /// <summary>The bytes or the strings, for a field that threads share.</summary>
    internal object? Form => _form;

    internal bool IsPacked => _form is byte[];

    /// <summary>Bytes in memory.</summary>
    internal long SizeBytes => _form is byte[] packed ? 24 + (packed.Length + 7 & ~7) : Read().SizeBytes;

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
    public void CopyTo(IHeaderDictionary target) => Read().CopyTo(target, onlyVisible: true);

    /// <summary>Sets every field, those for caches too.</summary>
    internal void CopyAllTo(IHeaderDictionary target) => Read().CopyTo(target, onlyVisible: false);

    /// <summary>The same fields as bytes.</summary>
    internal StoredHeaders Pack() => IsPacked ? this : new StoredHeaders(PackedFields.Pack(Read().Names, Read().Values));

    /// <summary>The same fields as strings.</summary>
    internal StoredHeaders Expand() => IsPacked ? new StoredHeaders(Read()) : this;

    private Fields Read() => _form switch
    {
        Fields fields => fields,
        byte[] packed => Unpack(packed),
        _ => Fields.None,
    };

    private static Fields Unpack(byte[] packed)
    {
        var (names, values) = PackedFields.Unpack(packed);
        return new Fields(names, values);
    }

    private sealed record Fields(string[] Names, StringValues[] Values)
    {
        public static readonly Fields None = new([], []);

        public int VisibleCount { get; } = Names.Count(static name => !SurrogateKeys.IsField(name));

        public long SizeBytes
        {
            get
            {
                var size = 80L + (Names.Length * 24);
                foreach (var values in Values)
                {
                    foreach (var value in values)
                    {
                        size += 30 + (2 * (value?.Length ?? 0));
                    }
                }

                return size;
            }
        }

        public void CopyTo(IHeaderDictionary target, bool onlyVisible)
        {
            var count = onlyVisible ? VisibleCount : Names.Length;
            for (var i = 0; i < count; i++)
            {
                target[Names[i]] = Values[i];
            }
        }
    }
}
