namespace EdgeGateway.Inference.Models;

/// <summary>One file of a model version.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
public sealed record ModelFile(long Bytes, string Sha256);
