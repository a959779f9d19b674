namespace EdgeGateway.Storage.Hybrid;

/// <summary>A cached value that knows how much memory it holds.</summary>
public interface ICacheSized
{
    /// <summary>Bytes that go when the value is evicted; must not change while it is cached.</summary>
    long SizeBytes { get; }
}
