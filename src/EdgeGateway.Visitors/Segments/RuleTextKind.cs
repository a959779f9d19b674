namespace EdgeGateway.Visitors.Segments;

/// <summary>Where a text of a compiled rule comes from.</summary>
internal enum RuleTextKind
{
    Constant,
    Device,
    Language,
    Path,
    PageItem,
    PageCategory,
}
