namespace EdgeGateway.Hosting;

/// <summary>False until the journal is replayed, models are warm and the site listens; then true until the end.</summary>
internal sealed class Readiness
{
    private volatile bool _ready;

    public bool IsReady => _ready;

    public void Set() => _ready = true;
}
