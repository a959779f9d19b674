namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Body bytes that any visitor may see. Only a fill can make one, from what the origin answered to a cleaned request or the same
/// in another coding, and nothing turns other bytes into one.
/// </summary>
public sealed class SharedBody
{
    internal SharedBody(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The whole body in one block. Never changes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Length in bytes.</summary>
    public long Length => Bytes.Length;
}
