namespace EdgeGateway.Caching.Collapsing;

/// <summary>A block of a growing body. Bytes below <see cref="Written"/> never change.</summary>
internal sealed class BodySegment(byte[] buffer)
{
    public byte[] Buffer { get; } = buffer;

    /// <summary>Guarded by the body's lock.</summary>
    public int Written { get; set; }

    /// <summary>Guarded by the body's lock.</summary>
    public BodySegment? Next { get; set; }
}
