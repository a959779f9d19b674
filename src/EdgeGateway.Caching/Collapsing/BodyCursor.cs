namespace EdgeGateway.Caching.Collapsing;

/// <summary>One reader's place in a growing body. Its fields are guarded by the body's lock.</summary>
internal sealed class BodyCursor(BodySegment segment)
{
    public BodySegment Segment { get; set; } = segment;

    public int Offset { get; set; }

    /// <summary>Bytes handed out so far.</summary>
    public long Position { get; set; }
}
