using System.Numerics;

namespace EdgeGateway.Templates.Fragments;

/// <summary>
/// A bounded cache of rendered bytes: sets of four places, the oldest of a full set is replaced. Reads take no lock and
/// allocate nothing; two threads that render the same thing at once both publish, and either result is right.
/// </summary>
/// <typeparam name="TKey">What was rendered.</typeparam>
/// <typeparam name="TEntry">The rendering, which knows what it is for. Immutable.</typeparam>
internal sealed class RenderCache<TKey, TEntry>
    where TEntry : class, IRendering<TKey>
{
    private const int Ways = 4;

    private readonly TEntry?[] _entries;
    private readonly int _setMask;

    public RenderCache(int capacity)
    {
        var sets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, capacity / Ways));
        _entries = new TEntry?[sets * Ways];
        _setMask = sets - 1;
    }

    public TEntry? Find(ulong hash, TKey key)
    {
        foreach (ref var place in Set(hash))
        {
            if (Volatile.Read(ref place) is { } entry && entry.IsFor(key))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Puts an entry first in its set; the last one falls out.</summary>
    public void Add(ulong hash, TEntry entry)
    {
        var set = Set(hash);
        lock (_entries)
        {
            for (var i = Ways - 1; i > 0; i--)
            {
                Volatile.Write(ref set[i], set[i - 1]);
            }

            Volatile.Write(ref set[0], entry);
        }
    }

    private Span<TEntry?> Set(ulong hash) => _entries.AsSpan(((int)hash & _setMask) * Ways, Ways);
}
