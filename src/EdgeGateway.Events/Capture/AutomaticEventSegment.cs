namespace EdgeGateway.Events.Capture;

/// <summary>One segment of a path pattern.</summary>
/// <param name="Kind">What it accepts.</param>
/// <param name="Before">The whole literal, or the fixed text before the item.</param>
/// <param name="After">The fixed text after the item.</param>
internal readonly record struct AutomaticEventSegment(AutomaticEventSegmentKind Kind, string Before, string After)
{
    /// <summary>Matches one segment of a path; for an item, says where in the segment it is.</summary>
    public bool Matches(ReadOnlySpan<char> segment, out Range item)
    {
        item = default;
        switch (Kind)
        {
            case AutomaticEventSegmentKind.Any:
                return segment.Length > 0;
            case AutomaticEventSegmentKind.Literal:
                return segment.SequenceEqual(Before);
            default:
                if (segment.Length <= Before.Length + After.Length || !segment.StartsWith(Before) || !segment.EndsWith(After))
                {
                    return false;
                }

                item = Before.Length..(segment.Length - After.Length);
                return IsItem(segment[item]);
        }
    }

    private static bool IsItem(ReadOnlySpan<char> encoded)
    {
        Span<char> decoded = stackalloc char[IdSyntax.MaxLength];
        return PercentDecoding.TryDecode(encoded, decoded, out var length) && IdSyntax.IsValid(decoded[..length]);
    }
}

/// <summary>What a segment of a path pattern accepts.</summary>
internal enum AutomaticEventSegmentKind
{
    Literal,
    Any,
    Item,
}
