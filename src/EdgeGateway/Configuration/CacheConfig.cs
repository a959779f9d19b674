using EdgeGateway.Caching;

namespace EdgeGateway.Configuration;

/// <summary>The <c>Edge:Cache</c> section.</summary>
/// <param name="MaxBytes">Memory for stored responses, in bytes.</param>
/// <param name="Policies">Complete policies by name; always with <c>default</c>.</param>
internal sealed record CacheConfig(long MaxBytes, IReadOnlyDictionary<string, CachePolicy> Policies);
