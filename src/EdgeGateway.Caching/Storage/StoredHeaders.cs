using EdgeGateway.Caching.Invalidation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Storage;

/// <summary>Header fields prepared once, ready to be copied to a response. Immutable.</summary>
public sealed class StoredHeaders
{
    private readonly string[] _names;
    private readonly StringValues[] _values;

    internal StoredHeaders(string[] names, StringValues[] values)
    {
        // Those for caches alone go to the end, so that an answer is a plain copy of what comes before.
        var order = Enumerable.Range(0, names.Length).OrderBy(index => SurrogateKeys.IsField(names[index])).ToArray();
        _names = [.. order.Select(index => names[index])];
        _values = [.. order.Select(index => values[index])];
        VisibleCount = names.Count(name => !SurrogateKeys.IsField(name));
    }

    /// <summary>Number of fields.</summary>
    public int Count => _names.Length;

    /// <summary>Number of fields that an answer shows; they come first. Surrogate keys are for caches alone.</summary>
    public int VisibleCount { get; }

    /// <summary>The values of a field, empty when absent. Names are compared without case.</summary>
    public StringValues this[string name]
    {
        get
        {
            for (var i = 0; i < _names.Length; i++)
            {
                if (string.Equals(_names[i], name, StringComparison.OrdinalIgnoreCase))
                {
                    return _values[i];
                }
            }

            return default;
        }
    }

    /// <summary>The name of a field by position.</summary>
    public string NameAt(int index) => _names[index];

    /// <summary>The values of a field by position.</summary>
    public StringValues ValuesAt(int index) => _values[index];

    /// <summary>
    /// Sets the visible fields on a response. Age, Content-Length and Cache-Status are not among them: the host adds those.
    /// </summary>
    public void CopyTo(IHeaderDictionary target) => CopyTo(target, VisibleCount);

    /// <summary>Sets every field, those for caches too.</summary>
    internal void CopyAllTo(IHeaderDictionary target) => CopyTo(target, _names.Length);

    private void CopyTo(IHeaderDictionary target, int count)
    {
        for (var i = 0; i < count; i++)
        {
            target[_names[i]] = _values[i];
        }
    }

    /// <summary>Approximate bytes in memory.</summary>
    internal long SizeBytes
    {
        get
        {
            var size = 64L + (_names.Length * 24);
            for (var i = 0; i < _names.Length; i++)
            {
                size += 22 + (2 * _names[i].Length);
                foreach (var value in _values[i])
                {
                    size += 30 + (2 * (value?.Length ?? 0));
                }
            }

            return size;
        }
    }
}
