namespace EdgeGateway.Caching.Directives;

/// <summary>How strictly a list of directives is written.</summary>
internal enum DirectiveSyntax
{
    /// <summary>Cache-Control: names in either case, no parameters.</summary>
    Plain,

    /// <summary>Surrogate-Control: the same with parameters.</summary>
    Parameters,

    /// <summary>A structured dictionary (RFC 9213 section 2.1): parameters, and keys in lower case.</summary>
    Structured,
}
