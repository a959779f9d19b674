namespace EdgeGateway.Templates.Fragments;

/// <summary>What a browser is reading where a mustache stands.</summary>
internal enum PlaceKind : byte
{
    Text,

    /// <summary>Title, textarea: text in which character references work.</summary>
    EscapableText,

    /// <summary>A script that is data: <c>application/json</c> or <c>application/ld+json</c>.</summary>
    JsonScript,

    /// <summary>Script, style and other raw text.</summary>
    RawText,
    Comment,

    /// <summary>Inside a tag, outside attribute values.</summary>
    Tag,
    QuotedAttribute,
    UnquotedAttribute,
}
