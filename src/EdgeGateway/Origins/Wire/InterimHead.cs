using System.Text;

namespace EdgeGateway.Origins.Wire;

/// <summary>An interim response as a client may see it: without what belongs to the origin's connection, and without cookies.</summary>
internal static class InterimHead
{
    private static readonly string[] ConnectionBound = ["Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Upgrade", "Set-Cookie"];

    public static byte[] ForClient(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var named = lines.Where(static line => NameOf(line).Equals("Connection", StringComparison.OrdinalIgnoreCase))
            .SelectMany(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries));
        var dropped = new HashSet<string>(ConnectionBound.Concat(named), StringComparer.OrdinalIgnoreCase);
        var text = new StringBuilder($"HTTP/1.1{lines[0]["HTTP/1.1".Length..]}\r\n");
        foreach (var line in lines.Skip(1).Where(line => !dropped.Contains(NameOf(line))))
        {
            text.Append(line).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private static string NameOf(string line) => line[..Math.Max(0, line.IndexOf(':', StringComparison.Ordinal))];
}
