namespace EdgeGateway.DemoShop;

/// <summary>Files that travel inside the assembly.</summary>
internal static class Embedded
{
    public static Stream Open(string name) =>
        typeof(Embedded).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The embedded file '{name}' is missing from the build.");

    public static byte[] Read(string name)
    {
        using var source = Open(name);
        var bytes = new byte[source.Length];
        source.ReadExactly(bytes);
        return bytes;
    }
}
