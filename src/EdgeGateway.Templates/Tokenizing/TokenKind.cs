namespace EdgeGateway.Templates.Tokenizing;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    /// <summary>No token: the input has ended, or the bytes mean nothing (<c>&lt;/&gt;</c>, a tag cut off by the end).</summary>
    Nothing,
    Text,
    StartTag,
    EndTag,
    Comment,
    Doctype,
}
