using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Slots;

/// <summary>Which places of which elements can take a slot.</summary>
internal static class SlotRules
{
    /// <summary>Why nothing can be put there; null when it can.</summary>
    public static MissingSlotReason? Refuse(PageElement element, SlotPosition position)
    {
        if (position == SlotPosition.Attribute)
        {
            return element.NameRange.IsEmpty ? MissingSlotReason.NoStartTag : null;
        }

        if (element is { IsMark: true, Parent: { Namespace: Namespace.Html, Name: TagName.Html or TagName.Frameset } })
        {
            return MissingSlotReason.Structural;
        }

        var isInside = position is not (SlotPosition.Replace or SlotPosition.Before or SlotPosition.After);
        if (element.Namespace == Namespace.Html)
        {
            if (element.Name is TagName.Html or TagName.Frameset or TagName.Frame
                || (!isInside && element.Name is TagName.Head or TagName.Body))
            {
                return MissingSlotReason.Structural;
            }

            if (isInside && RefuseContent(element.Name, position) is { } reason)
            {
                return reason;
            }
        }

        if (!HoldsHtml(isInside ? element : element.Parent))
        {
            return MissingSlotReason.Foreign;
        }

        if (element.IsUnfinished && position != SlotPosition.Before)
        {
            return MissingSlotReason.Unfinished;
        }

        var needsEnd = position is not (SlotPosition.Before or SlotPosition.Prepend);
        return element.IsMisnested && needsEnd ? MissingSlotReason.Misnested : null;
    }

    private static MissingSlotReason? RefuseContent(TagName name, SlotPosition position)
    {
        if (TagGroups.Has(name, TagGroup.Void))
        {
            return MissingSlotReason.VoidElement;
        }

        if (name is TagName.Title or TagName.Textarea)
        {
            // Their references are decoded, so escaped text is safe there, and markup would show as text.
            return position == SlotPosition.Text ? null : MissingSlotReason.RawText;
        }

        return TagGroups.Has(name, TagGroup.RawText) || name is TagName.Script or TagName.Plaintext ? MissingSlotReason.RawText
            : name == TagName.Template ? MissingSlotReason.Inert : null;
    }

    private static bool HoldsHtml(PageElement? parent) =>
        parent is null || parent.Namespace == Namespace.Html || parent.Name == TagName.ForeignObject || parent.IsHtmlAnnotation;
}
