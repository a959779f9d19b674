namespace EdgeGateway.Caching.Keys;

/// <summary>The primary key: scheme, canonical host and the target's bytes as they go to the origin.</summary>
internal static class PrimaryKey
{
    /// <summary>Room on the stack for most keys.</summary>
    public const int StackBytes = 512;

    public static void Write(ref KeyWriter writer, string scheme, string canonicalHost, string target)
    {
        writer.Field(scheme);
        writer.Field(canonicalHost);
        writer.Field(target);
    }

    /// <summary>The canonical host of a key.</summary>
    public static string HostOf(ReadOnlySpan<byte> key)
    {
        var reader = new KeyReader(key);
        reader.Skip();
        return reader.Field();
    }
}
