namespace EdgeGateway.Caching;

/// <summary>Content computed from a stored response and kept beside it, such as a compiled page.</summary>
public interface IDerivedContent
{
    /// <summary>Bytes it holds in memory; counted against the cap of the cache.</summary>
    long SizeBytes { get; }
}
