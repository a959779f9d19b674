namespace EdgeGateway.Inference.Registry;

/// <summary>A model version that does not serve.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Version">Version; empty when it concerns all.</param>
/// <param name="Message">One sentence that says why.</param>
public sealed record ModelProblem(string Model, string Version, string Message);
