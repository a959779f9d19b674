using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>Gives the catalogue that holds now.</summary>
public interface ICatalogueSource
{
    /// <summary>An immutable catalogue; a change shows as another instance.</summary>
    ItemCatalogue Current { get; }
}
