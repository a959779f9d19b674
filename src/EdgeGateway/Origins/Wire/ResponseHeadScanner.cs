using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Origins.Wire;

/// <summary>Finds the end of a head as it arrives, looking at each byte once, within limits.</summary>
internal sealed class ResponseHeadScanner
{
    public const int MostLines = 200;
    public const int MostBytes = 32 * 1024;

    private int _position;
    private int _lineStart;
    private int _lines;

    /// <summary>Why no end needs to be waited for.</summary>
    public OriginRefusal Refusal { get; private set; }

    /// <summary>The length of the head with its empty line, or 0 when it has not ended or will not.</summary>
    public int FindEnd(ReadOnlySpan<byte> received)
    {
        while (Refusal == OriginRefusal.None && received[_position..].IndexOf((byte)'\n') is >= 0 and var feed)
        {
            var end = _position + feed;
            if (end == 0 || received[end - 1] != '\r')
            {
                Refusal = _lines == 0 ? OriginRefusal.StatusLine : OriginRefusal.FieldLine;
                return 0;
            }

            var isEmpty = end - 1 == _lineStart;
            (_position, _lineStart) = (end + 1, end + 1);
            if (isEmpty)
            {
                return CheckLimits(_position) ? _position : 0;
            }

            _lines++;
        }

        _position = received.Length;
        if (Refusal == OriginRefusal.None && !received.StartsWith(ResponseHead.Protocol) && !ResponseHead.Protocol.StartsWith(received))
        {
            Refusal = OriginRefusal.StatusLine;
        }

        CheckLimits(received.Length);
        return 0;
    }

    public void Reset()
    {
        (_position, _lineStart, _lines) = (0, 0, 0);
        Refusal = OriginRefusal.None;
    }

    // The status line is not counted among the fields.
    private bool CheckLimits(int bytes)
    {
        if (bytes > MostBytes || _lines - 1 > MostLines)
        {
            Refusal = OriginRefusal.HeadTooLarge;
        }

        return Refusal == OriginRefusal.None;
    }
}
