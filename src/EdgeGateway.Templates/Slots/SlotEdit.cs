namespace EdgeGateway.Templates.Slots;

/// <summary>
/// A slot as a change of the page's bytes: what it may replace (nothing, for a slot that only inserts) and its place among
/// all changes at the same byte.
/// </summary>
/// <param name="Target">The element.</param>
/// <param name="Position">Where on it.</param>
/// <param name="Start">First byte that the slot may replace, or where it inserts.</param>
/// <param name="End">The byte after the last one it may replace.</param>
/// <param name="Order">Document order of changes that start at the same byte.</param>
internal sealed record SlotEdit(SlotTarget Target, SlotPosition Position, int Start, int End, long Order)
{
    public bool Replaces => Position is SlotPosition.Replace or SlotPosition.Inner;

    public static SlotEdit Create(SlotTarget target, SlotPosition position)
    {
        var element = target.Element;
        var tag = element.Tag;
        return position switch
        {
            SlotPosition.Before => new SlotEdit(target, position, tag.Start, tag.Start, (4L * element.Opened) - 1),
            SlotPosition.Replace => new SlotEdit(target, position, tag.Start, element.End, 4L * element.Opened),
            SlotPosition.Prepend => new SlotEdit(target, position, tag.End, tag.End, (4L * element.Opened) + 1),
            SlotPosition.Inner => new SlotEdit(target, position, tag.End, element.ContentEnd, (4L * element.Opened) + 2),
            SlotPosition.Append => new SlotEdit(target, position, element.ContentEnd, element.ContentEnd, (4L * element.Closed) - 1),
            _ => new SlotEdit(target, position, element.End, element.End, (4L * element.Closed) + 1),
        };
    }

    /// <summary>Number of the first change after it that is not inside it.</summary>
    public int Next { get; set; }

    /// <summary>True when both replace the same element, or both its content.</summary>
    public bool IsSame(SlotEdit other) => Target.Element == other.Target.Element && Position == other.Position && Replaces;

    /// <summary>True when this slot's place is inside what the other one may replace.</summary>
    public bool IsInside(SlotEdit other)
    {
        if (Target.Element == other.Target.Element)
        {
            return other.Position == SlotPosition.Replace
                && Position is SlotPosition.Inner or SlotPosition.Prepend or SlotPosition.Append;
        }

        var (element, around) = (Target.Element, other.Target.Element);
        return element.Opened > around.Opened && element.Closed < around.Closed && Start >= other.Start
            && End <= other.End;
    }
}
