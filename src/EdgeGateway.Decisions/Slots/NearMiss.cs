namespace EdgeGateway.Decisions.Slots;

/// <summary>Finds the name an operator probably meant.</summary>
internal static class NearMiss
{
    /// <summary>Ends a message about an unknown name: the near miss when there is one, else what exists.</summary>
    public static string Suggest(string name, IEnumerable<string> known, string kind)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        var limit = Math.Max(1, name.Length / 3);
        var best = names.Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
        return best is not null ? $"did you mean '{best}'?"
            : names.Length == 0 ? $"there are no {kind}."
            : $"known {kind} are {string.Join(", ", names.Take(20))}{(names.Length > 20 ? ", …" : "")}.";
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), ignoring case.</summary>
    internal static int Distance(string left, string right)
    {
        var (a, b) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            cost[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                cost[i, j] = swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
            }
        }

        return cost[a.Length, b.Length];
    }
}
