using EdgeGateway.Templates.Selecting;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>An element while it is open: no tree is kept, only the chain of parents.</summary>
internal sealed class OpenElement
{
    public required TagName Name { get; init; }

    public required Namespace Namespace { get; init; }

    /// <summary>The name in the page, to tell names apart that <see cref="TagName"/> does not know; empty when implied.</summary>
    public required ByteRange NameRange { get; init; }

    /// <summary>The start tag; an empty range at the place where a browser implies the element.</summary>
    public required ByteRange Tag { get; init; }

    /// <summary>The parent a browser gives it, which is not always the element below it on the stack.</summary>
    public OpenElement? Parent { get; set; }

    /// <summary>A copy that a browser makes of a formatting element; it has no place of its own in the page.</summary>
    public bool IsCopy { get; init; }

    public bool IsImplied => Tag.IsEmpty;

    public bool IsOpen { get; set; }

    /// <summary>Its end tag stands inside another element, so its bytes are no balanced range.</summary>
    public bool IsMisnested { get; set; }

    /// <summary>The page ends inside its text, so nothing can follow it.</summary>
    public bool IsUnfinished { get; set; }

    /// <summary>Content of a template is no part of the page.</summary>
    public bool IsInTemplate { get; init; }

    /// <summary>MathML annotation-xml with an HTML encoding holds HTML.</summary>
    public bool IsHtmlAnnotation { get; init; }

    /// <summary>What selectors know about the element and its ancestors.</summary>
    public StepState Steps { get; set; }

    /// <summary>Number of the first watch on this element, -1 when nobody waits for its end.</summary>
    public int Watch { get; set; } = -1;

    public bool Is(TagName name) => Namespace == Namespace.Html && Name == name;
}
