namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// What a selector program knows about one element, as bit sets over its steps. A null set is empty; sets are shared
/// between elements and never changed. Known as soon as the element opens, unless a condition looks ahead.
/// </summary>
/// <param name="Simple">Steps whose demands on the start tag the element meets, whatever surrounds it.</param>
/// <param name="Full">Steps that the element meets together with everything before them in the selector.</param>
/// <param name="Above">The union of <paramref name="Full"/> over all ancestors.</param>
/// <param name="Earlier">The union of <paramref name="Full"/> over all earlier siblings.</param>
internal readonly record struct StepState(ulong[]? Simple, ulong[]? Full, ulong[]? Above, ulong[]? Earlier);
