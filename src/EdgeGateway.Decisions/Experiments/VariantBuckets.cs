using System.Runtime.InteropServices;
using System.Text;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Decisions.Experiments;

/// <summary>
/// Deals the buckets of an experiment to its variants so that shares are exact and a change of weights moves few visitors.
/// Each bucket goes to the variant with the best weighted rendezvous score (the logarithmic method of Schindelhauer and
/// Schomaker, "Weighted Distributed Hash Tables", 2005: <c>weight / -ln u</c>), which alone moves
/// nothing but what a changed weight gains or loses. It leaves shares with the noise of a draw, so the buckets whose choice
/// was closest then move from variants with too many to variants with too few: about one bucket in a hundred.
/// </summary>
internal static class VariantBuckets
{
    /// <summary>Buckets of an experiment: a share is exact to one in ten thousand.</summary>
    public const int Count = 10_000;

    /// <summary>The variant index of each bucket.</summary>
    public static byte[] Deal(ReadOnlySpan<char> salt, IReadOnlyList<VariantDefinition> variants)
    {
        var quotas = Quotas(variants);
        var scores = new double[variants.Count][];
        for (var variant = 0; variant < variants.Count; variant++)
        {
            scores[variant] = Scores(salt, variants[variant]);
        }

        var owners = new byte[Count];
        var surplus = Array.ConvertAll(quotas, static quota => -quota);
        for (var bucket = 0; bucket < Count; bucket++)
        {
            var best = 0;
            for (var variant = 1; variant < scores.Length; variant++)
            {
                best = scores[variant][bucket] > scores[best][bucket] ? variant : best;
            }

            owners[bucket] = (byte)best;
            surplus[best]++;
        }

        Level(owners, surplus, scores);
        return owners;
    }

    /// <summary>Whole buckets per variant by largest remainder; the sum is <see cref="Count"/>.</summary>
    internal static int[] Quotas(IReadOnlyList<VariantDefinition> variants)
    {
        var total = variants.Sum(static variant => variant.Weight);
        var exact = variants.Select(variant => variant.Weight / total * Count).ToArray();
        var quotas = Array.ConvertAll(exact, static share => (int)share);
        var missing = Count - quotas.Sum();
        foreach (var index in Enumerable.Range(0, exact.Length).OrderByDescending(i => exact[i] - quotas[i]).Take(missing))
        {
            quotas[index]++;
        }

        return quotas;
    }

    private static double[] Scores(ReadOnlySpan<char> salt, VariantDefinition variant)
    {
        var seed = Hash64.Compute(Encoding.UTF8.GetBytes($"{salt}\n{variant.Name}"));
        var scores = new double[Count];
        for (var bucket = 0; bucket < Count; bucket++)
        {
            // 53 random bits plus a half: never 0 and never 1, so the logarithm is finite and below zero.
            var unit =
                ((Hash64.Compute(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in bucket)), seed) >> 11) + 0.5) / (1UL << 53);
            scores[bucket] = variant.Weight / -Math.Log(unit);
        }

        return scores;
    }

    private static void Level(byte[] owners, int[] surplus, double[][] scores)
    {
        var moves = new List<(double Loss, int Bucket, byte To)>();
        for (var bucket = 0; bucket < Count; bucket++)
        {
            var owner = owners[bucket];
            for (var to = 0; to < surplus.Length && surplus[owner] > 0; to++)
            {
                if (surplus[to] < 0)
                {
                    moves.Add((scores[owner][bucket] / scores[to][bucket], bucket, (byte)to));
                }
            }
        }

        foreach (var (_, bucket, to) in moves.OrderBy(static move => move.Loss).ThenBy(static move => move.Bucket))
        {
            var owner = owners[bucket];
            if (surplus[owner] > 0 && surplus[to] < 0)
            {
                owners[bucket] = to;
                surplus[owner]--;
                surplus[to]++;
            }
        }
    }
}
