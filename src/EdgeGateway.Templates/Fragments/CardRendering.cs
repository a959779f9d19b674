using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Templates.Fragments;

/// <summary>The card of one version of one item.</summary>
internal sealed record CardRendering(string Id, ulong Version, FragmentBytes Bytes) : IRendering<CatalogueItem>
{
    public bool IsFor(CatalogueItem key) => key.Version == Version && string.Equals(key.Id, Id, StringComparison.Ordinal);
}
