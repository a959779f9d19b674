using System.Collections.Concurrent;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// One object for equal values, up to a number of them: entries by the million share what few of them have of their own. Beyond
/// that number values stay as they come.
/// </summary>
internal sealed class Interned<T>(int capacity, IEqualityComparer<T>? comparer = null)
    where T : class
{
    private readonly ConcurrentDictionary<T, T> _values = new(comparer);
    private int _count;

    public bool Holds(T value) => _values.TryGetValue(value, out var held) && ReferenceEquals(held, value);

    public T Of(T value)
    {
        if (_values.TryGetValue(value, out var known))
        {
            return known;
        }

        return Volatile.Read(ref _count) < capacity && Interlocked.Increment(ref _count) <= capacity
            ? _values.GetOrAdd(value, value)
            : value;
    }
}
