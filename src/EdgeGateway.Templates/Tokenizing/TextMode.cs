namespace EdgeGateway.Templates.Tokenizing;

/// <summary>How the tokenizer reads the next bytes: the WHATWG states in which a token can begin.</summary>
internal enum TextMode : byte
{
    Data,

    /// <summary>Text with character references, ended by its own end tag: title, textarea.</summary>
    Rcdata,

    /// <summary>
    /// Text without character references, ended by its own end tag: style, xmp, iframe, noembed, noframes, noscript.
    /// </summary>
    RawText,

    /// <summary>As <see cref="RawText"/>, with the escaped and double escaped states of a script.</summary>
    Script,

    /// <summary>Text to the end of the page.</summary>
    PlainText,

    /// <summary>Text until <c>]]&gt;</c>, in foreign content only.</summary>
    CData,
}
