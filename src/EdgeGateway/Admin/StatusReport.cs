using EdgeGateway.Caching;
using EdgeGateway.Hosting;
using EdgeGateway.Site;

namespace EdgeGateway.Admin;

/// <summary>The state of a gateway as named facts, the same for <c>/api/status</c> and the console.</summary>
internal sealed class StatusReport(
    SiteState site, GatewayRuntime runtime, SiteReloader reloader, PageCache cache, Readiness readiness)
{
    public IEnumerable<StatusSection> Sections()
    {
        var snapshot = site.Current;
        yield return new StatusSection("Gateway",
        [
            new("ready", readiness.IsReady ? "yes" : "no"),
            new("configuration", snapshot.Config.File),
            new("last reload", reloader.Last is { } last ? $"{last.At:u} {(last.Accepted ? "accepted" : "refused")}" : "none since the start"),
            .. Problems("reload problem", reloader.Last?.Problems ?? []),
        ]);
        yield return new StatusSection("Page cache",
        [
            new("stored responses", $"{cache.Count}"),
            new("bytes", $"{cache.Bytes} of {snapshot.Config.Cache.MaxBytes}"),
            new("running fetches", $"{cache.RunningFills}"),
            .. cache.CookieBypasses.OrderByDescending(pair => pair.Value).Take(10)
                .Select(pair => new StatusFact($"passed for cookie '{pair.Key}'", $"{pair.Value}")),
        ]);
        yield return new StatusSection("Visitors and events",
        [
            new("journal", $"{runtime.Journal.BeginAddress} to {runtime.Journal.CommittedAddress}"),
            new("applied up to", $"{runtime.Events.AppliedAddress}"),
            new("waiting to be applied", $"{runtime.Events.QueuedEntries}"),
            new("items counted", $"{runtime.Events.Items.Count}"),
            .. Problems("recovery problem", [.. runtime.Store.Recovery.Problems, .. runtime.Journal.Problems, .. runtime.Events.Problems]),
        ]);
        yield return new StatusSection("Decisions",
        [
            new("model scoring", runtime.Models.Report),
            .. runtime.Models.Models.Select(model => new StatusFact($"model '{model.Name}'", $"version {model.Version}, {model.ItemCount} items")),
            .. runtime.Models.Problems.Select(problem => new StatusFact($"model '{problem.Model}'", $"version {problem.Version} refused: {problem.Message}")),
            new("catalogue", $"{runtime.Catalogue.Current.Items.Length} items"),
            new("slots", string.Join(", ", snapshot.Config.Slots.Select(slot => slot.Id))),
            new("segments", string.Join(", ", snapshot.Config.Segments.Select(segment => segment.Name))),
            new("experiments", string.Join(", ", snapshot.Config.Experiments.Select(experiment => experiment.Name))),
        ]);
    }

    private static IEnumerable<StatusFact> Problems(string name, IEnumerable<string> problems) =>
        problems.Select(problem => new StatusFact(name, problem));
}
