using EdgeGateway.Configuration;
using EdgeGateway.Hosting;
using EdgeGateway.Templates;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Site;

/// <summary>
/// Follows the operator's files. A change is read, validated and compiled as a whole and then swapped in; whatever is wrong
/// leaves the previous state serving and is reported once.
/// </summary>
internal sealed class SiteReloader(
    SiteState state, InMemoryConfigProvider proxy, GatewayRuntime runtime, TemplatesMetrics templates, TimeProvider time,
    ILogger<SiteReloader> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly FileWatch _site = new(FileFingerprint.Compute, state.Current.Config);
    private readonly FileWatch _catalogue = new(FileFingerprint.ComputeCatalogue, state.Current.Config);
    private readonly FileWatch _models = new(FileFingerprint.ComputeModels, state.Current.Config);

    /// <summary>The last attempt; null before the first.</summary>
    public ReloadReport? Last { get; private set; }

    /// <summary>Reads the configuration now, as an operator asked.</summary>
    public async Task<ReloadReport> ReloadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return Last = await TryReloadAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks at all files once; what changed and has come to rest is read. Not thread-safe.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_site.HasChanged(state.Current.Config))
        {
            await ReloadAsync(cancellationToken);
        }

        if (_catalogue.HasChanged(state.Current.Config))
        {
            runtime.LoadCatalogue(state.Current.Config);
        }

        if (_models.HasChanged(state.Current.Config))
        {
            runtime.Models.Reload();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    private async Task<ReloadReport> TryReloadAsync(CancellationToken cancellationToken)
    {
        var file = state.Current.Config.File;
        try
        {
            var config = await GatewayConfigReader.ReadAsync(file, cancellationToken);
            var snapshot = SiteCompiler.Compile(config, templates);
            proxy.Update(config.Proxy.Routes, config.Proxy.Clusters);
            state.Publish(snapshot);
            Log.Reloaded(logger, file);
            return new ReloadReport(time.GetUtcNow(), true, []);
        }
        catch (ConfigException exception)
        {
            foreach (var problem in exception.Problems)
            {
                Log.ReloadRefused(logger, file, problem.ToString());
            }

            return new ReloadReport(time.GetUtcNow(), false, [.. exception.Problems.Select(problem => problem.ToString())]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.ReloadRefused(logger, file, exception.Message);
            return new ReloadReport(time.GetUtcNow(), false, [exception.Message]);
        }
    }
}
