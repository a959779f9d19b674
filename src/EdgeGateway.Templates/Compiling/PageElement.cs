using EdgeGateway.Templates.Selecting;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// An element of a page while the page is read: where it stands in the bytes and in the tree that a browser would build.
/// The tree lives only until the plan is made.
/// </summary>
internal sealed class PageElement
{
    public required TagName Name { get; init; }

    public required Namespace Namespace { get; init; }

    /// <summary>The name in the page, to tell names apart that <see cref="TagName"/> does not know; empty when implied.</summary>
    public required ByteRange NameRange { get; set; }

    /// <summary>The start tag; an empty range at the place where a browser implies the element.</summary>
    public required ByteRange Tag { get; set; }

    /// <summary>The parent a browser gives it, which is not always the element below it on the stack.</summary>
    public PageElement? Parent { get; private set; }

    public PageElement? FirstChild { get; private set; }

    public PageElement? LastChild { get; private set; }

    public PageElement? Previous { get; private set; }

    public PageElement? Next { get; private set; }

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

    /// <summary>Attributes of html or body when repeated tags added some; null otherwise.</summary>
    public AttributeList? Merged { get; set; }

    /// <summary>It has text directly inside, be it white space.</summary>
    public bool HasText { get; set; }

    /// <summary>Place of its start in the order of all starts and ends.</summary>
    public int Opened { get; set; }

    /// <summary>Place of its end in the same order.</summary>
    public int Closed { get; set; }

    /// <summary>Where its content ends.</summary>
    public int ContentEnd { get; set; }

    /// <summary>Where the whole element ends, which is the same when no end tag says so.</summary>
    public int End { get; set; }

    /// <summary>Its place among its siblings, from 1; 0 until counted.</summary>
    public int Ordinal { get; set; }

    /// <summary>What selectors know about it.</summary>
    public StepState Steps { get; set; }

    /// <summary>What selectors that look down or ahead know about it; null for nothing.</summary>
    public AheadState? Ahead { get; set; }

    /// <summary>A pair of comments, as an element that is in no tree.</summary>
    public static PageElement Mark(ByteRange comment, PageElement parent) => new()
    {
        Name = TagName.Other,
        Namespace = parent.Namespace,
        NameRange = default,
        Tag = comment,
        Parent = parent,
    };

    /// <summary>True for a pair of comments.</summary>
    public bool IsMark => NameRange.IsEmpty && !IsImplied;

    public bool Is(TagName name) => Namespace == Namespace.Html && Name == name;

    /// <summary>The element after it in document order, without the content of templates.</summary>
    public PageElement? Following()
    {
        if (FirstChild is { } child && !Is(TagName.Template))
        {
            return child;
        }

        var element = this;
        while (element is { Next: null })
        {
            element = element.Parent;
        }

        return element?.Next;
    }

    /// <summary>Puts it, with all it holds, into a parent: last, or before one of its children.</summary>
    public void MoveTo(PageElement? parent, PageElement? before = null)
    {
        Detach();
        Parent = parent;
        if (parent is null)
        {
            return;
        }

        Next = before;
        Previous = before is null ? parent.LastChild : before.Previous;
        if (Previous is null)
        {
            parent.FirstChild = this;
        }
        else
        {
            Previous.Next = this;
        }

        if (before is null)
        {
            parent.LastChild = this;
        }
        else
        {
            before.Previous = this;
        }
    }

    /// <summary>In a stream nobody looks further back than one sibling.</summary>
    public void ForgetBefore()
    {
        if (Previous is { Previous: not null } previous)
        {
            previous.Previous = null;
            Parent!.FirstChild = previous;
        }
    }

    /// <summary>In a stream nobody looks into what has ended.</summary>
    public void ForgetInside() => FirstChild = LastChild = null;

    /// <summary>Takes it out of its parent.</summary>
    public void Detach()
    {
        if (Parent is not { } parent)
        {
            return;
        }

        if (Previous is null)
        {
            parent.FirstChild = Next;
        }
        else
        {
            Previous.Next = Next;
        }

        if (Next is null)
        {
            parent.LastChild = Previous;
        }
        else
        {
            Next.Previous = Previous;
        }

        (Parent, Previous, Next) = (null, null, null);
    }
}
