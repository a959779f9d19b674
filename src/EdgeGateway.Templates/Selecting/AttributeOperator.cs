namespace EdgeGateway.Templates.Selecting;

/// <summary>How an attribute's value is compared: Selectors Level 4, section 6.</summary>
internal enum AttributeOperator : byte
{
    /// <summary><c>[a]</c></summary>
    Present,

    /// <summary><c>[a=v]</c></summary>
    Equal,

    /// <summary><c>[a~=v]</c></summary>
    Word,

    /// <summary><c>[a|=v]</c></summary>
    Dash,

    /// <summary><c>[a^=v]</c></summary>
    Prefix,

    /// <summary><c>[a$=v]</c></summary>
    Suffix,

    /// <summary><c>[a*=v]</c></summary>
    Contains,
}
