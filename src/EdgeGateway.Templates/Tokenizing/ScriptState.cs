namespace EdgeGateway.Templates.Tokenizing;

/// <summary>Where in a script one stands: an end tag does not end it everywhere.</summary>
internal enum ScriptState : byte
{
    Plain,

    /// <summary>After <c>&lt;!--</c>.</summary>
    Escaped,

    /// <summary>After a script tag in an escaped part: the next end tag only leads back to that.</summary>
    DoubleEscaped,
}
