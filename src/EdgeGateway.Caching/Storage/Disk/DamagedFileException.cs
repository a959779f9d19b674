namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>A file of the page store is not as it was written.</summary>
internal sealed class DamagedFileException(string message, Exception? inner = null) : IOException(message, inner);
