namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// What a selector program knows about one open element, as bit sets over its steps. A null set is empty; sets are shared
/// between elements and never changed.
/// </summary>
/// <param name="Simple">Steps whose own condition the element meets, whatever surrounds it.</param>
/// <param name="Full">Steps that the element meets together with everything before them in the selector.</param>
/// <param name="Above">The union of <paramref name="Full"/> over all ancestors.</param>
internal readonly record struct StepState(ulong[]? Simple, ulong[]? Full, ulong[]? Above)
{
    public static bool Contains(ulong[]? set, int step) => set is not null && (set[step >> 6] & (1UL << step)) != 0;
}
