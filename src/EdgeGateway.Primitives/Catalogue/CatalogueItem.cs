using System.Collections.Frozen;

namespace EdgeGateway.Primitives.Catalogue;

/// <summary>Something the site offers: a product, an article. Immutable.</summary>
/// <param name="Id">The site's own id: 1 to 128 characters of <c>[A-Za-z0-9._:-]</c>.</param>
/// <param name="Ordinal">Position in its <see cref="ItemCatalogue"/>, 0 based.</param>
/// <param name="Version">Hash of all fields: a card rendered for the same version is the same card.</param>
/// <param name="Available">False hides it from every recommendation.</param>
/// <param name="Category">Empty when unknown.</param>
/// <param name="Fields">All attributes by name, such as <c>title</c>, <c>price</c>, <c>url</c>, <c>image</c>.</param>
public sealed record CatalogueItem(
    string Id, int Ordinal, ulong Version, bool Available, string Category, FrozenDictionary<string, string> Fields);
