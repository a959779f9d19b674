namespace EdgeGateway.Inference.Models;

/// <summary>A number the gateway uses to fill a model's inputs.</summary>
/// <param name="Name">
/// For <c>next-item</c>: <c>history.decay</c> (weight of each older step, 0 to 1) and <c>weight.view</c>, <c>weight.click</c>,
/// <c>weight.cart</c>, <c>weight.purchase</c> (0 leaves such events out).
/// </param>
/// <param name="Default">Its value.</param>
public sealed record ModelFeature(string Name, double Default);
