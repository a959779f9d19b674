using EdgeGateway.Caching.Freshness;

namespace EdgeGateway.Caching.Storage;

/// <summary>What most responses of a site are alike in, in one object for all of them.</summary>
/// <param name="Kinds">Those of the same cache.</param>
/// <param name="StatusCode">The origin's status.</param>
/// <param name="ContentEncoding">The Content-Encoding field, or null for identity.</param>
/// <param name="Decision">Without lifetime and age, which are each response's own.</param>
internal sealed record ResponseKind(ResponseKinds Kinds, int StatusCode, string? ContentEncoding, StoreDecision Decision);
