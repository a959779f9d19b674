namespace EdgeGateway.Templates.Slots;

/// <summary>Why a slot is not on a page; the page keeps its own bytes there.</summary>
public enum MissingSlotReason
{
    /// <summary>The whole page is left alone: see <see cref="Compiling.PagePlan.Refusal"/>.</summary>
    PageRefused,

    /// <summary>The selector finds no element.</summary>
    NoElement,

    /// <summary>The element cannot have content.</summary>
    VoidElement,

    /// <summary>The element's content is text, not markup.</summary>
    RawText,

    /// <summary>The element's content is inert: template.</summary>
    Inert,

    /// <summary>Nothing can stand beside or instead of html, head and body, nor anywhere in a frameset.</summary>
    Structural,

    /// <summary>The place is inside SVG or MathML, where HTML does not belong.</summary>
    Foreign,

    /// <summary>The element's end tag stands inside another element, so its bytes are no whole.</summary>
    Misnested,

    /// <summary>The page ends inside the element's text.</summary>
    Unfinished,

    /// <summary>Another slot, defined earlier, replaces the same element, or its content, as this one does.</summary>
    SameElement,

    /// <summary>The element has no start tag in the page that could carry an attribute.</summary>
    NoStartTag,

    /// <summary>The place is within another slot's range and ends outside it.</summary>
    Overlap,

    /// <summary>The page passes through without being stored, and the place is known only when its bytes have gone.</summary>
    Streaming,
}
