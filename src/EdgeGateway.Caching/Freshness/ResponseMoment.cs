namespace EdgeGateway.Caching.Freshness;

/// <summary>When a response arrived.</summary>
/// <param name="Received">Wall clock at the end of its headers.</param>
/// <param name="Timestamp">Monotonic timestamp of the same moment.</param>
/// <param name="Delay">From sending the request to the end of the headers.</param>
internal readonly record struct ResponseMoment(DateTimeOffset Received, long Timestamp, TimeSpan Delay);
