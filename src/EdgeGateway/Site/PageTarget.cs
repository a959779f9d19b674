namespace EdgeGateway.Site;

/// <summary>What a cache fill needs to know of its target: part of the key, nothing of the visitor.</summary>
/// <param name="Route">The route that matched.</param>
/// <param name="Path">The decoded path without query, which decides the slots.</param>
internal sealed record PageTarget(SiteRoute Route, string Path);
