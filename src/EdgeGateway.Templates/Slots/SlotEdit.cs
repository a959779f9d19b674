using EdgeGateway.Templates.Tokenizing;

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
    public bool Replaces => Position is SlotPosition.Replace or SlotPosition.Inner or SlotPosition.Text or SlotPosition.Attribute;

    /// <summary>Name of the attribute that it changes; null for other positions.</summary>
    public string? Attribute { get; private init; }

    /// <summary>Number of the first change after it that is not inside it.</summary>
    public int Next { get; set; }

    /// <summary>The change of one attribute, whose place in the tag has been found.</summary>
    public static SlotEdit Create(SlotTarget target, string attribute, ByteRange place) =>
        new(target, SlotPosition.Attribute, place.Start, place.End, 4L * target.Element.Opened) { Attribute = attribute };

    public static SlotEdit Create(SlotTarget target, SlotPosition position)
    {
        var element = target.Element;
        var tag = element.Tag;
        return position switch
        {
            SlotPosition.Before => new SlotEdit(target, position, tag.Start, tag.Start, (4L * element.Opened) - 1),
            SlotPosition.Replace => new SlotEdit(target, position, tag.Start, element.End, 4L * element.Opened),
            SlotPosition.Prepend => new SlotEdit(target, position, tag.End, tag.End, (4L * element.Opened) + 1),
            SlotPosition.Inner or SlotPosition.Text => new SlotEdit(target, position, tag.End, element.ContentEnd, (4L * element.Opened) + 2),
            SlotPosition.Append => new SlotEdit(target, position, element.ContentEnd, element.ContentEnd, (4L * element.Closed) - 1),
            _ => new SlotEdit(target, position, element.End, element.End, (4L * element.Closed) + 1),
        };
    }

    /// <summary>True when both replace the same element, both its content, or both the same attribute.</summary>
    public bool IsSame(SlotEdit other) => Replaces && Target.Element == other.Target.Element
        && (Start, End, Order, Attribute) == (other.Start, other.End, other.Order, other.Attribute);

    /// <summary>True when this slot's place is inside what the other one may replace.</summary>
    public bool IsInside(SlotEdit other)
    {
        if (Target.Element == other.Target.Element)
        {
            return other.Position == SlotPosition.Replace
                && Position is not (SlotPosition.Replace or SlotPosition.Before or SlotPosition.After);
        }

        var (element, around) = (Target.Element, other.Target.Element);
        return element.Opened > around.Opened && element.Closed < around.Closed && Start >= other.Start
            && End <= other.End;
    }
}
