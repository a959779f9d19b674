namespace EdgeGateway.Inference.Models;

/// <summary>Inputs with the outputs a model must reproduce before it serves anyone.</summary>
/// <param name="SchemaVersion">Version of this schema; 1.</param>
/// <param name="Tolerance">Largest difference of a float output, relative above 1; integers must be equal. In (0, 0.01].</param>
/// <param name="Cases">1 to 1,000 cases.</param>
public sealed record GoldenFile(int SchemaVersion, double Tolerance, IReadOnlyList<GoldenCase> Cases);
