namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Own code, since
/// <see cref="Random"/> does not promise the same numbers in every release and the catalogue must never change.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="limit"/>).</summary>
    public int Below(int limit) => (int)(NextDouble() * limit);

    public bool Chance(double probability) => NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>An index, each as likely as its share of the last running total.</summary>
    public int PickCumulative(double[] runningTotals)
    {
        var index = Array.BinarySearch(runningTotals, NextDouble() * runningTotals[^1]);
        return Math.Min(index < 0 ? ~index : index + 1, runningTotals.Length - 1);
    }

    /// <summary>Distinct items in random order; fewer when there are fewer.</summary>
    public List<T> Sample<T>(IReadOnlyList<T> items, int count)
    {
        var rest = new List<T>(items);
        var chosen = new List<T>(count);
        while (chosen.Count < count && rest.Count > 0)
        {
            var at = Below(rest.Count);
            chosen.Add(rest[at]);
            rest.RemoveAt(at);
        }

        return chosen;
    }
}
