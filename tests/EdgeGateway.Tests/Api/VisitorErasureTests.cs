using EdgeGateway.Api;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Hosting;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Storage.Hybrid;
using EdgeGateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Tests.Api;

public sealed class VisitorErasureTests
{
    [Fact]
    public async Task ErasedVisitor_IsForgottenByTheDecisionCacheAlone()
    {
        using var folder = new TestFolder();
        using var meters = new TestMeters();
        var config = await GatewayConfigReader.ReadAsync(folder.Write("gateway.json", Configs.WithEdge("{}")), CancellationToken.None);
        await using var runtime = await GatewayRuntime.OpenAsync(config, TimeProvider.System, NullLoggerFactory.Instance, meters);
        var cache = new EdgeHybridCache(new EdgeHybridCacheOptions(), TimeProvider.System);
        Assert.True(VisitorId.TryParse("00112233445566778899aabbccddeeff", out var erased));
        Assert.True(VisitorId.TryParse("ffeeddccbbaa99887766554433221100", out var other));
        await cache.SetAsync("mine", "scored", tags: [$"visitor:{erased}"]);
        await cache.SetAsync("theirs", "scored", tags: [$"visitor:{other}"]);

        await new VisitorErasure(runtime.Events, new DecisionCache(cache)).EraseAsync(erased, CancellationToken.None);

        Assert.Equal("new", await cache.GetOrCreateAsync("mine", static _ => ValueTask.FromResult("new")));
        Assert.Equal("scored", await cache.GetOrCreateAsync("theirs", static _ => ValueTask.FromResult("new")));
    }
}
