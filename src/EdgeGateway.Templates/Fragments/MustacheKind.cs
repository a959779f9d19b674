namespace EdgeGateway.Templates.Fragments;

/// <summary>What a mustache of a template does.</summary>
internal enum MustacheKind : byte
{
    Comment,
    Value,
    BlockStart,
    Else,
    BlockEnd,
    Partial,
    Cards,
}
