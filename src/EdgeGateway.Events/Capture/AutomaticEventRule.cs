using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Capture;

/// <summary>A compiled definition.</summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Segments">The segments in order.</param>
/// <param name="IsOpen">True when anything may follow them (<c>**</c>).</param>
internal sealed record AutomaticEventRule(string Method, EventType Type, AutomaticEventSegment[] Segments, bool IsOpen)
{
    /// <summary>Matches a path without query; a slash at its end does not matter.</summary>
    public bool TryMatch(ReadOnlySpan<char> path, out AutomaticEventMatch match)
    {
        match = default;
        var position = 0;
        var itemStart = 0;
        var itemLength = 0;
        foreach (var segment in Segments)
        {
            if (position >= path.Length || path[position] != '/')
            {
                return false;
            }

            var start = position + 1;
            var length = path[start..].IndexOf('/');
            position = length < 0 ? path.Length : start + length;
            if (!segment.Matches(path[start..position], out var item))
            {
                return false;
            }

            if (segment.Kind == AutomaticEventSegmentKind.Item)
            {
                (itemStart, itemLength) = item.GetOffsetAndLength(position - start);
                itemStart += start;
            }
        }

        if (!IsOpen && path[position..] is not ("" or "/"))
        {
            return false;
        }

        match = new AutomaticEventMatch(Type, itemStart, itemLength);
        return true;
    }
}
