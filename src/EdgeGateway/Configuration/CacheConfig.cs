using EdgeGateway.Caching;

namespace EdgeGateway.Configuration;

/// <summary>The <c>Edge:Cache</c> section.</summary>
/// <param name="MaxBytes">Memory for stored responses, in bytes.</param>
/// <param name="CountryHeader">The trusted request field that names the visitor's country, or null.</param>
/// <param name="Policies">Complete policies by name; always with <c>default</c>.</param>
internal sealed record CacheConfig(long MaxBytes, string? CountryHeader, IReadOnlyDictionary<string, CachePolicy> Policies);
