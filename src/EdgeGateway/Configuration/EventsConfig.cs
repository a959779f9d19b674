using EdgeGateway.Events.Capture;

namespace EdgeGateway.Configuration;

/// <summary>The <c>Edge:Events</c> section.</summary>
/// <param name="Automatic">Requests of the site that are events by themselves, such as a product page.</param>
/// <param name="Limits">Bounds on what a browser may send.</param>
/// <param name="PerVisitor">Events a second of one visitor, above a burst.</param>
/// <param name="PerAddress">Events a second of one address, above a burst.</param>
/// <param name="CheckpointEvery">Time between checkpoints of the profile store.</param>
internal sealed record EventsConfig(
    IReadOnlyList<AutomaticEventDefinition> Automatic,
    EventLimits Limits,
    double PerVisitor,
    double PerAddress,
    TimeSpan CheckpointEvery);
