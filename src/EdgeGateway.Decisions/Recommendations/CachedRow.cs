using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Storage.Hybrid;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>
/// What a model scored for one visitor (or for all) on one page. Immutable. Revision and version are in the value and not in the
/// key: the newest replaces the one before, and an outdated row is still there for when the model fails.
/// </summary>
/// <param name="items">Candidates, best first: more than the row shows.</param>
/// <param name="itemRevision">Revision of the visitor's item history; 0 for rows that do not depend on it.</param>
/// <param name="modelVersion">Version of the model.</param>
internal sealed class CachedRow(CatalogueItem[] items, uint itemRevision, string modelVersion) : ICacheSized
{
    public ReadOnlySpan<CatalogueItem> Items => items;

    /// <inheritdoc/>
    public long SizeBytes => 72 + (items.Length * 8L);

    public string ModelVersion => modelVersion;

    public bool IsFor(uint revision, string version) => itemRevision == revision && modelVersion == version;
}
