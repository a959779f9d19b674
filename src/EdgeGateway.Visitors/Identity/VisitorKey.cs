namespace EdgeGateway.Visitors.Identity;

/// <summary>One signing key.</summary>
/// <param name="Id">Unix seconds of its making: the largest is the current one.</param>
/// <param name="Secret">Its bytes.</param>
internal sealed record VisitorKey(uint Id, byte[] Secret);
