using System.Text;

namespace EdgeGateway.TestKit.Origins;

/// <summary>A request as its bytes arrived at the origin.</summary>
public sealed class ReceivedRequest(byte[] head, byte[] body)
{
    /// <summary>The request line and the header lines, every byte a character.</summary>
    public string Head { get; } = Encoding.Latin1.GetString(head);

    /// <summary>The decoded body; empty when there is none.</summary>
    public byte[] Body { get; } = body;

    /// <summary>Which connection it came on, counted from 1.</summary>
    public int Connection { get; internal set; }

    /// <summary>The method.</summary>
    public string Method => RequestLine[0];

    /// <summary>The target, exactly as it was sent.</summary>
    public string Target => RequestLine[1];

    private string[] RequestLine => field ??= Head[..Head.IndexOf('\r', StringComparison.Ordinal)].Split(' ');

    /// <summary>The first value of a header field, or null.</summary>
    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
