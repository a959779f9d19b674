namespace EdgeGateway.Site;

/// <summary>The configuration in force: one reference, read once per request, replaced whole.</summary>
internal sealed class SiteState(SiteSnapshot first)
{
    private volatile SiteSnapshot _current = first;

    public SiteSnapshot Current => _current;

    public void Publish(SiteSnapshot snapshot) => _current = snapshot;
}
