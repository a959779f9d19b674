namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Body bytes that any visitor may see. Only a fill can make one, from what the origin answered to a cleaned request or the same
/// in another coding, and nothing turns other bytes into one. Two are equal when they are the same block.
/// </summary>
public readonly record struct SharedBody
{
    private readonly byte[]? _block;

    internal SharedBody(byte[] block) => _block = block;

    /// <summary>The whole body in one block. Never changes.</summary>
    public ReadOnlyMemory<byte> Bytes => _block;

    /// <summary>Length in bytes.</summary>
    public long Length => _block?.Length ?? 0;

    /// <summary>The block itself, for a field that threads share.</summary>
    internal byte[] Block => _block ?? [];
}
