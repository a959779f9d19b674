namespace EdgeGateway.Caching.Explaining;

/// <summary>One part of a cache key.</summary>
/// <param name="Name">Such as <c>device</c>, <c>cookie:currency</c> or <c>vary:accept-language</c>.</param>
/// <param name="Value">Several lines are joined by commas.</param>
public readonly record struct KeyPart(string Name, string Value);
