namespace EdgeGateway.Templates.Tokenizing;

/// <summary>A range of the page: first byte and the byte after the last, 0 based.</summary>
internal readonly record struct ByteRange(int Start, int End)
{
    public int Length => End - Start;

    public bool IsEmpty => End <= Start;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> html) => html[Start..End];
}
