using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>What a tree builder knows between two pieces of a page that arrives in a stream. One page, one thread.</summary>
internal sealed class TreeState
{
    public List<PageElement> Open { get; } = new(64);

    public int[] OpenCount { get; } = new int[256];

    public List<PageElement?> Formatting { get; } = [];

    public List<InsertionMode> TemplateModes { get; } = [];

    public AttributeList Attributes { get; } = new();

    public PageElement? Root { get; set; }

    public PageElement? Head { get; set; }

    public PageElement? Form { get; set; }

    public PageElement? RawElement { get; set; }

    public PageElement? HeadParent { get; set; }

    public InsertionMode Mode { get; set; }

    public bool Fosters { get; set; }

    public bool FramesetAllowed { get; set; } = true;

    public bool IsQuirks { get; set; }

    public bool IsTooDeep { get; set; }

    /// <summary>Where the body ends as far as is known; negative for not yet.</summary>
    public int BodyEnd { get; set; } = -1;

    /// <summary>Where the next token begins.</summary>
    public int Position { get; set; }

    public TextMode TextMode { get; set; }

    public ScriptState Script { get; set; }

    /// <summary>Bytes of the open elements' start tags, as far as they are kept.</summary>
    public int TagBytes { get; set; }

    /// <summary>Where the quoted value begins within which the bytes end; negative when they end elsewhere.</summary>
    public int OpenValue { get; set; } = -1;
}
