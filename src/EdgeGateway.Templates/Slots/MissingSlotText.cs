namespace EdgeGateway.Templates.Slots;

/// <summary>The stable words and sentences of <see cref="MissingSlotReason"/>.</summary>
public static class MissingSlotText
{
    /// <summary>The word used in logs, metrics and answers.</summary>
    public static string ToText(this MissingSlotReason reason) => reason switch
    {
        MissingSlotReason.PageRefused => "page-refused",
        MissingSlotReason.NoElement => "no-element",
        MissingSlotReason.VoidElement => "void-element",
        MissingSlotReason.RawText => "raw-text",
        MissingSlotReason.Inert => "inert",
        MissingSlotReason.Structural => "structural",
        MissingSlotReason.Foreign => "foreign",
        MissingSlotReason.Misnested => "misnested",
        MissingSlotReason.Unfinished => "unfinished",
        MissingSlotReason.SameElement => "same-element",
        MissingSlotReason.NoStartTag => "no-start-tag",
        MissingSlotReason.Overlap => "overlap",
        MissingSlotReason.Streaming => "streaming",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    internal static MissingSlot Explain(int index, SlotMarkup markup, MissingSlotReason reason, string detail = "")
    {
        var subject = $"The slot '{markup.Slot}' ({markup.Position.ToString().ToLowerInvariant()} of '{markup.Sought}')";
        var why = reason switch
        {
            MissingSlotReason.PageRefused => $"is left out because the page is not touched: {detail}",
            MissingSlotReason.NoElement => "finds no element on the page",
            MissingSlotReason.VoidElement => "is left out because the element it finds cannot have content",
            MissingSlotReason.RawText => "is left out because the content of the element it finds is text, not markup",
            MissingSlotReason.Inert => "is left out because the content of a template is never shown",
            MissingSlotReason.Structural => "is left out because nothing can be put there; html takes no slot, head and body "
                + "take inner, prepend and append",
            MissingSlotReason.Foreign => "is left out because the place is inside SVG or MathML",
            MissingSlotReason.Misnested => "is left out because the element it finds ends inside another element",
            MissingSlotReason.Unfinished => "is left out because the page ends inside the element it finds",
            MissingSlotReason.NoStartTag => "is left out because the element it finds has no start tag in the page",
            MissingSlotReason.SameElement =>
                $"is left out because the slot '{detail}' already replaces the same",
            MissingSlotReason.Streaming => "is left out because the page is not stored and its place is known too late",
            _ => $"is left out because it crosses what the slot '{detail}' replaces",
        };
        return new MissingSlot(index, markup.Slot, reason, $"{subject} {why}.");
    }
}
