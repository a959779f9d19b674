namespace EdgeGateway.Configuration;

/// <summary>The <c>Edge:Recommendations</c> section.</summary>
/// <param name="ModelsFolder">Holds <c>NAME/VERSION/</c> model folders; null when no model is used.</param>
/// <param name="CatalogueFile">NDJSON or CSV of the items; null for an empty catalogue.</param>
/// <param name="CatalogueFromPages">Adds pages seen by visitors as items, for sites without a catalogue.</param>
/// <param name="PageDeadline">Time for all decisions of one page.</param>
internal sealed record RecommendationsConfig(
    string? ModelsFolder, string? CatalogueFile, bool CatalogueFromPages, TimeSpan PageDeadline);
