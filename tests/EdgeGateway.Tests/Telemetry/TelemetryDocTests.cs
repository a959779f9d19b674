using System.Diagnostics.Metrics;
using System.Reflection;
using EdgeGateway.Caching;
using EdgeGateway.TestKit;
using EdgeGateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Tests.Telemetry;

/// <summary>docs/telemetry.md and the code say the same.</summary>
public sealed class TelemetryDocTests
{
    private static readonly Dictionary<string, int> Blocks = new(StringComparer.Ordinal)
    {
        ["EdgeGateway.Visitors"] = 1000,
        ["EdgeGateway.Caching"] = 2000,
        ["EdgeGateway.Templates"] = 3000,
        ["EdgeGateway.Decisions"] = 4000,
        ["EdgeGateway.Events"] = 5000,
        ["EdgeGateway.Storage"] = 6000,
        ["EdgeGateway.Inference"] = 7000,
        ["EdgeGateway.Training"] = 8000,
        ["EdgeGateway"] = 9000,
    };

    [Fact]
    public void LogEvents_AreTheDocumentedOnes() =>
        Assert.Equal(
            LogEvents().Select(entry => $"{entry.Event.EventId} | {entry.Event.Level} | {entry.Project} | {entry.Event.Message}").Order(StringComparer.Ordinal),
            RowsOf("Log events").Select(row => string.Join(" | ", row)).Order(StringComparer.Ordinal));

    [Fact]
    public void EventIds_AreOnceEachAndInTheBlockOfTheirProject()
    {
        var events = LogEvents();

        Assert.Equal(events.Count, events.Select(entry => entry.Event.EventId).Distinct().Count());
        Assert.All(events, entry => Assert.InRange(entry.Event.EventId, Blocks[entry.Project], Blocks[entry.Project] + 999));
    }

    [Fact]
    public void Instruments_AreTheDocumentedOnes() =>
        Assert.Equal(
            Instruments().Select(instrument => string.Join(" | ",
                instrument.Meter.Name, instrument.Name, instrument.GetType().Name.Split('`')[0], instrument.Unit, instrument.Description)).Order(StringComparer.Ordinal),
            RowsOf("Metrics").Select(row => string.Join(" | ", row[0], row[1], row[2], row[3], row[5])).Order(StringComparer.Ordinal));

    [Fact]
    public async Task TagsOfLiveTraffic_AreTheDocumentedOnes()
    {
        var documented = RowsOf("Metrics").ToDictionary(row => row[1], row => row[4].Split(", ", StringSplitOptions.RemoveEmptyEntries));
        var seen = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (documented.ContainsKey(instrument.Name))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(seen, instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(seen, instrument, tags));
        listener.Start();

        await ServeAsync();

        lock (seen)
        {
            Assert.True(seen.Count >= 10, string.Join(", ", seen.Keys));
            Assert.All(seen, pair => Assert.Equal(documented[pair.Key].Order(StringComparer.Ordinal), pair.Value.Order(StringComparer.Ordinal)));
        }
    }

    private static async Task ServeAsync()
    {
        await using var gateway = await HostedGateway.StartAsync(
            "\"Fragments\": { \"Directory\": \"fragments\" }, \"Slots\": { \"s\": { \"Selector\": \"body\", \"Choose\": [{ \"Fragment\": \"banner\" }] }, "
            + "\"t\": { \"Selector\": \"#none\", \"Choose\": [{ \"Fragment\": \"banner\" }] } }",
            ("banner", "<b>one</b>"));
        gateway.Origin.Answer("/", "<html><body></body></html>", "Cache-Control: max-age=600");
        var cookies = await gateway.ConsentAsync();
        (await gateway.GetAsync("/", cookies)).Dispose();
        (await gateway.GetAsync("/", cookies)).Dispose();
        (await gateway.GetAsync("/private", cookies)).Dispose();
    }

    private static void Note(Dictionary<string, HashSet<string>> seen, Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (seen)
        {
            if (!seen.TryGetValue(instrument.Name, out var keys))
            {
                seen[instrument.Name] = keys = new HashSet<string>(StringComparer.Ordinal);
            }

            foreach (var (key, _) in tags)
            {
                keys.Add(key);
            }
        }
    }

    private static List<(LoggerMessageAttribute Event, string Project)> LogEvents() =>
    [
        .. Projects().SelectMany(assembly => assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(found => (found, assembly.GetName().Name!))),
    ];

    private static List<Instrument> Instruments()
    {
        using var meters = new TestMeters();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                instruments.Add(instrument);
            }
        };
        listener.Start();
        foreach (var type in Projects().SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            var metrics = type.GetConstructor([typeof(IMeterFactory)])!.Invoke([meters]);
            (metrics as CachingMetrics)?.GetType().GetMethod("Observe", BindingFlags.Instance | BindingFlags.NonPublic)!
                .Invoke(metrics, [null]);
        }

        return instruments;
    }

    private static IEnumerable<Assembly> Projects()
    {
        var host = typeof(HostMetrics).Assembly;
        return host.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("EdgeGateway.", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Append(host);
    }

    private static List<string[]> RowsOf(string heading) =>
    [
        .. File.ReadLines(Path.Combine(TestData.Repository, "docs", "telemetry.md"))
            .SkipWhile(line => line != $"## {heading}").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line[2..^2].Split(" | ").Select(cell => cell.Trim()).ToArray()),
    ];
}
