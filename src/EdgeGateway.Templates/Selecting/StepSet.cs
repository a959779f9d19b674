namespace EdgeGateway.Templates.Selecting;

/// <summary>Sets of steps: one bit each, null for none, never changed once they are shared.</summary>
internal static class StepSet
{
    public static bool Contains(ulong[]? set, int step) => set is not null && (set[step >> 6] & (1UL << step)) != 0;

    public static bool ContainsAny(ulong[]? set, ReadOnlySpan<int> steps)
    {
        foreach (var step in steps)
        {
            if (Contains(set, step))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All of both; one of the two themselves when it holds the other already, as it nearly always does.</summary>
    public static ulong[]? Union(ulong[]? left, ulong[]? right)
    {
        if (left is null || right is null || left == right)
        {
            return left ?? right;
        }

        var isLeft = true;
        for (var i = 0; i < left.Length; i++)
        {
            isLeft &= (right[i] & ~left[i]) == 0;
        }

        if (isLeft)
        {
            return left;
        }

        var union = new ulong[left.Length];
        for (var i = 0; i < union.Length; i++)
        {
            union[i] = left[i] | right[i];
        }

        return union;
    }
}
