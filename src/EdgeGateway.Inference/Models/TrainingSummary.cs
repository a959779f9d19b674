namespace EdgeGateway.Inference.Models;

/// <summary>What a model was trained from, for people and reports; nothing is decided by it.</summary>
public sealed record TrainingSummary
{
    /// <summary>File name of the events.</summary>
    public required string Source { get; init; }

    /// <summary>Events used.</summary>
    public required long Events { get; init; }

    /// <summary>Sessions (or visitors) used.</summary>
    public required long Sessions { get; init; }

    /// <summary>Time of the first event.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Time of the last event.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>The chosen settings by name.</summary>
    public required IReadOnlyDictionary<string, double> Settings { get; init; }
}
