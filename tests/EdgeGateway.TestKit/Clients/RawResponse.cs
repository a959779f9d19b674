using System.Text;

namespace EdgeGateway.TestKit.Clients;

/// <summary>A response as it came off the wire.</summary>
/// <param name="Head">Status line and header lines, every byte a character.</param>
/// <param name="Body">The decoded body, or the part of it that came.</param>
/// <param name="IsComplete">True when the framing says that the body is whole.</param>
public sealed record RawResponse(string Head, byte[] Body, bool IsComplete)
{
    /// <summary>The heads of the interim responses before it.</summary>
    public string Interim { get; init; } = "";

    /// <summary>The status code.</summary>
    public int Status { get; } = int.Parse(Head.AsSpan(9, 3));

    /// <summary>The body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>All values of a header field, in order.</summary>
    public IReadOnlyList<string> HeaderValues(string name) => [.. Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())];

    /// <summary>The values of a header field joined by a comma, or null when it is absent.</summary>
    public string? Header(string name) => HeaderValues(name) is { Count: > 0 } values ? string.Join(", ", values) : null;

    /// <summary>The name=value pair of a cookie that the response sets, or null.</summary>
    public string? SetCookie(string name) =>
        HeaderValues("Set-Cookie").FirstOrDefault(value => value.StartsWith(name + "=", StringComparison.Ordinal))?.Split(';')[0];
}
