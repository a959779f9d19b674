using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>The catalogue that serves. Readers take one reference; a change replaces it whole.</summary>
public sealed class LiveCatalogue : ICatalogueSource
{
    private ItemCatalogue _current;

    /// <summary>Starts with a catalogue, or with none.</summary>
    public LiveCatalogue(ItemCatalogue? catalogue = null) => _current = catalogue ?? ItemCatalogue.Empty;

    /// <inheritdoc/>
    public ItemCatalogue Current => Volatile.Read(ref _current);

    /// <summary>Serves another catalogue from now on and gives the one before.</summary>
    public ItemCatalogue Replace(ItemCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return Interlocked.Exchange(ref _current, catalogue);
    }

    /// <summary>Loads a file; serves it when it is accepted, else goes on with the catalogue that served before.</summary>
    /// <returns>What was loaded and every problem found.</returns>
    public CatalogueLoad Load(string path)
    {
        var load = CatalogueFile.Load(path);
        if (load.Catalogue is { } catalogue)
        {
            Replace(catalogue);
        }

        return load;
    }
}
