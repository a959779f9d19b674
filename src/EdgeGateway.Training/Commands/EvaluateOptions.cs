namespace EdgeGateway.Training.Commands;

/// <summary>What <c>edge-gateway evaluate</c> was asked.</summary>
public sealed record EvaluateOptions
{
    /// <summary>Folder of the version, <c>models/NAME/VERSION</c>.</summary>
    public required string Model { get; init; }

    /// <summary>File of events the model has not seen.</summary>
    public required string Events { get; init; }

    /// <summary>How to ask: <c>next-item</c>, the default and so far the only one.</summary>
    public string Protocol { get; init; } = "next-item";

    /// <summary>Cut-off of the list; default 20.</summary>
    public int At { get; init; } = 20;

    /// <summary>Prints one JSON object in place of the table.</summary>
    public bool Json { get; init; }

    /// <summary>The native library; null searches it.</summary>
    public string? LibraryPath { get; init; }
}
