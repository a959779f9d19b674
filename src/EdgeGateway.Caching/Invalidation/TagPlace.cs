namespace EdgeGateway.Caching.Invalidation;

/// <summary>Where an entry stands among those of one of its tags.</summary>
internal struct TagPlace
{
    public TaggedEntries Entries;

    public int Place;
}
