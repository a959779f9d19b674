namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Cache</c>: what holds for the whole cache, and the named policies.</summary>
internal static class CacheSection
{
    public static CacheConfig Read(ConfigNode edge, ConfigPaths paths)
    {
        var node = edge.Object("Cache");
        var disk = node.Object("Disk");
        var country = ReadCountryHeader(node);
        var (key, keyFile) = PurgeSection.Read(node, paths);
        var config = new CacheConfig(
            node.Size("MaxBytes", 512L << 20, 1L << 20, 1L << 40), disk.Size("MaxBytes", 0, 16L << 20, 1L << 44), country, key, keyFile,
            PoliciesSection.Read(node.Object("Policies"), country));
        disk.RejectUnknownKeys();
        node.RejectUnknownKeys();
        return config;
    }

    private static string? ReadCountryHeader(ConfigNode node)
    {
        var name = node.Text("CountryHeader");
        if (name is null || HeaderName.IsToken(name))
        {
            return name;
        }

        node.Refuse("CountryHeader", name, "the name of a request field, such as CF-IPCountry");
        return null;
    }
}
