namespace EdgeGateway.Templates.Compiling;

/// <summary>What matters of a Content-Type header (RFC 9110, section 8.3).</summary>
/// <param name="IsHtml">The media type is <c>text/html</c>.</param>
/// <param name="Charset">The charset parameter without quotes, or null.</param>
internal readonly record struct ContentType(bool IsHtml, string? Charset)
{
    public static ContentType Read(string? header)
    {
        if (header is null)
        {
            return default;
        }

        var parts = header.Split(';');
        var isHtml = parts[0].Trim().Equals("text/html", StringComparison.OrdinalIgnoreCase);
        foreach (var part in parts.AsSpan(1))
        {
            var parameter = part.AsSpan().Trim();
            if (parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
            {
                var value = parameter["charset=".Length..].Trim().Trim("\"'").Trim();
                return new ContentType(isHtml, value.ToString());
            }
        }

        return new ContentType(isHtml, null);
    }
}
