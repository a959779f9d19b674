using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>A gateway with nothing but a cache: no slots, no fragments.</summary>
public sealed class PlainSite : TestSite
{
    protected override Task PrepareAsync()
    {
        Folder.WriteConfig(SiteConfig.Of(Origin.Address));
        return Task.CompletedTask;
    }
}
