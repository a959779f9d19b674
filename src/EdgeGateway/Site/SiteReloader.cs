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
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _one = new(1, 1);

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

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var config = state.Current.Config;
        var (site, catalogue, models) = (FileFingerprint.Compute(config), FileFingerprint.ComputeCatalogue(config), FileFingerprint.ComputeModels(config));
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await HasChangedAsync(FileFingerprint.Compute, site, stoppingToken) is { } newSite)
            {
                site = newSite;
                await ReloadAsync(stoppingToken);
            }

            if (await HasChangedAsync(FileFingerprint.ComputeCatalogue, catalogue, stoppingToken) is { } newCatalogue)
            {
                catalogue = newCatalogue;
                runtime.LoadCatalogue(state.Current.Config);
            }

            if (await HasChangedAsync(FileFingerprint.ComputeModels, models, stoppingToken) is { } newModels)
            {
                models = newModels;
                runtime.Models.Reload();
            }
        }
    }

    // A file in the middle of being written changes again: wait until two looks agree.
    private async Task<int?> HasChangedAsync(Func<GatewayConfig, int> compute, int known, CancellationToken cancellationToken)
    {
        var now = TryCompute(compute) ?? known;
        while (now != known)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            var again = TryCompute(compute) ?? now;
            if (again == now)
            {
                return now;
            }

            now = again;
        }

        return null;
    }

    private int? TryCompute(Func<GatewayConfig, int> compute)
    {
        try
        {
            return compute(state.Current.Config);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
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
