namespace EdgeGateway.Inference.Models;

/// <summary>An item of a model's vocabulary with its score.</summary>
/// <param name="Index">Position in the vocabulary, 0 based.</param>
/// <param name="Score">Higher is better; comparable within one call only.</param>
public readonly record struct ScoredItem(int Index, float Score);
