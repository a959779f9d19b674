namespace EdgeGateway.Templates.Compiling;

/// <summary>The groups of element names that tree construction (WHATWG HTML 13.2.6) speaks of.</summary>
[Flags]
internal enum TagGroup : ushort
{
    None = 0,
    Void = 1,
    Special = 2,
    Formatting = 4,

    /// <summary>Start tag closes an open p, then opens an ordinary block.</summary>
    Block = 8,
    Heading = 16,
    ImpliedEnd = 32,
    Scope = 64,
    RawText = 128,

    /// <summary>Belongs in the head: base, link, meta, script, style, template, title and their like.</summary>
    HeadContent = 256,

    /// <summary>caption, col, colgroup, tbody, td, tfoot, th, thead, tr.</summary>
    TablePart = 512,

    /// <summary>tbody, tfoot, thead.</summary>
    TableSection = 1024,

    /// <summary>Start tag ends foreign content.</summary>
    Breakout = 2048,

    /// <summary>Elements that may be left open at the body's end and shield nothing: applet, marquee, object.</summary>
    Marker = 4096,

    /// <summary>Never visible by itself.</summary>
    Invisible = 8192,
}
