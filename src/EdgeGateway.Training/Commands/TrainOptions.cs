namespace EdgeGateway.Training.Commands;

/// <summary>What <c>edge-gateway train</c> was asked.</summary>
public sealed record TrainOptions
{
    /// <summary>File of events: <c>session,item,timestamp[,type]</c>, CSV or TSV, plain or gzip.</summary>
    public required string Events { get; init; }

    /// <summary>Folder of the model, <c>models/NAME</c>; a new version is made in it.</summary>
    public required string Out { get; init; }

    /// <summary>
    /// Catalogue (CSV or one JSON object per line, with <c>item</c>): items it lacks are left out. Null takes all.
    /// </summary>
    public string? Catalogue { get; init; }

    /// <summary>
    /// What is held out to choose settings: <c>last-day</c> (default), or a fraction up to 0.5 of the newest sessions.
    /// </summary>
    public string Validate { get; init; } = "last-day";

    /// <summary>Seed of everything random; the same data and seed give the same model. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Neighbours kept per item, 1 to 1,000; default 100.</summary>
    public int Neighbours { get; init; } = 100;

    /// <summary>The native library that checks the result; null searches it.</summary>
    public string? LibraryPath { get; init; }
}
