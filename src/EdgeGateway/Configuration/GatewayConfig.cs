using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Origins;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Configuration;

/// <summary>What an operator wrote in one <c>gateway.json</c>, with defaults filled in and every path made absolute.</summary>
internal sealed record GatewayConfig
{
    public required string File { get; init; }

    /// <summary>What is wrong in the text; a configuration with any problem does not compile.</summary>
    public required IReadOnlyList<ConfigProblem> Problems { get; init; }

    /// <summary>The standard sections, unchanged.</summary>
    public required IConfiguration Standard { get; init; }

    public required ProxySection Proxy { get; init; }

    public required string DataFolder { get; init; }

    public required Uri AdminAddress { get; init; }

    public required CacheConfig Cache { get; init; }

    public required IReadOnlyList<SlotDefinition> Slots { get; init; }

    public required string? FragmentsFolder { get; init; }

    public required IReadOnlyList<SegmentDefinition> Segments { get; init; }

    public required IReadOnlyList<ExperimentDefinition> Experiments { get; init; }

    public required RecommendationsConfig Recommendations { get; init; }

    public required ConsentOptions Consent { get; init; }

    public required EventsConfig Events { get; init; }

    /// <summary>Answer with <c>Server-Timing</c> and the decisions of each slot; for demos and previews.</summary>
    public required bool ShowDecisions { get; init; }
}
