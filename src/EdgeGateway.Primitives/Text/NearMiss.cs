namespace EdgeGateway.Primitives.Text;

/// <summary>Finds the known word that a misspelt one most likely meant, for messages to people.</summary>
public static class NearMiss
{
    /// <summary>
    /// The known word with the fewest edits, ignoring case; of several the first in ordinal order. Null when even that is
    /// further than a third of the shorter word (one edit for words of two to five characters).
    /// </summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        var (best, fewest) = ((string?)null, int.MaxValue);
        foreach (var candidate in known)
        {
            var shorter = Math.Min(word.Length, candidate.Length);
            var limit = shorter < 2 ? 0 : Math.Max(1, shorter / 3);
            if (Math.Abs(word.Length - candidate.Length) > limit)
            {
                continue;
            }

            var distance = Distance(word, candidate);
            var isNearer = distance < fewest || (distance == fewest && string.CompareOrdinal(candidate, best) < 0);
            if (distance <= limit && isNearer)
            {
                (best, fewest) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>A sentence to append, such as <c> Did you mean 'x'?</c> with its leading blank, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        Find(word, known) is { } best ? $" Did you mean '{best}'?" : "";

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours between two words, ignoring case: optimal string
    /// alignment, a restriction of F. Damerau, "A technique for computer detection and correction of spelling errors", 1964.
    /// </summary>
    public static int Distance(string left, string right)
    {
        var (a, b) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1,
                    edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[a.Length, b.Length];
    }
}
