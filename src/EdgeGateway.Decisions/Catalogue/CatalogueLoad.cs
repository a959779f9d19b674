using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>What came of reading a catalogue file.</summary>
/// <param name="Catalogue">The good items; null when the file was refused as a whole.</param>
/// <param name="Rows">Items in the file, bad ones included.</param>
/// <param name="BadRows">Items left out because something in them cannot be used.</param>
/// <param name="Problems">
/// What is wrong with them, at most <see cref="CatalogueFile.MaxProblems"/>; the refusal of the file comes first.
/// </param>
public sealed record CatalogueLoad(ItemCatalogue? Catalogue, int Rows, int BadRows, IReadOnlyList<CatalogueProblem> Problems);
