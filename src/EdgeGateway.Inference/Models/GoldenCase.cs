namespace EdgeGateway.Inference.Models;

/// <summary>One run: the flat values of every input and of every output, by name.</summary>
public sealed record GoldenCase(
    IReadOnlyDictionary<string, IReadOnlyList<double>> Inputs, IReadOnlyDictionary<string, IReadOnlyList<double>> Outputs);
