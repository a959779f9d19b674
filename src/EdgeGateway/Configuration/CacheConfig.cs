using EdgeGateway.Caching;
using EdgeGateway.Purging;

namespace EdgeGateway.Configuration;

/// <summary>The <c>Edge:Cache</c> section.</summary>
/// <param name="MaxBytes">Memory for stored responses, in bytes.</param>
/// <param name="DiskMaxBytes">Disk for stored responses, in bytes; 0 for none.</param>
/// <param name="CountryHeader">The trusted request field that names the visitor's country, or null.</param>
/// <param name="PurgeKey">Allows PURGE on the site's listener; null refuses it.</param>
/// <param name="PurgeKeyFile">Where the key is read from, to be followed; null when it stands in the configuration.</param>
/// <param name="Policies">Complete policies by name; always with <c>default</c>.</param>
internal sealed record CacheConfig(
    long MaxBytes, long DiskMaxBytes, string? CountryHeader, PurgeKey? PurgeKey, string? PurgeKeyFile,
    IReadOnlyDictionary<string, CachePolicy> Policies);
