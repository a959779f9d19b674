namespace EdgeGateway.TestKit.Processes;

/// <summary>
/// A temporary folder with a <c>gateway.json</c>, fragments and whatever else a gateway needs, and the ports it uses.
/// The words {port}, {admin-port}, {data} and {folder} of the configuration are replaced. Deleted when disposed.
/// </summary>
public sealed class GatewayFolder : IDisposable
{
    /// <summary>Makes the folder and takes two free ports.</summary>
    public GatewayFolder()
    {
        Path = Directory.CreateTempSubdirectory("edge-gateway-test-").FullName;
        Port = FreePort.Take();
        do
        {
            AdminPort = FreePort.Take();
        }
        while (AdminPort == Port);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The site's port.</summary>
    public int Port { get; }

    /// <summary>The port of the operators' listener.</summary>
    public int AdminPort { get; }

    /// <summary>The configuration file.</summary>
    public string ConfigFile => PathOf("gateway.json");

    /// <summary>The full path of a file of this folder.</summary>
    public string PathOf(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes the configuration.</summary>
    public GatewayFolder WriteConfig(string json) => Write("gateway.json", json
        .Replace("{port}", $"{Port}", StringComparison.Ordinal)
        .Replace("{admin-port}", $"{AdminPort}", StringComparison.Ordinal)
        .Replace("{data}", PathOf("data"), StringComparison.Ordinal)
        .Replace("{folder}", Path, StringComparison.Ordinal));

    /// <summary>Writes a file at once, as an editor that saves by renaming does.</summary>
    public GatewayFolder Write(string relative, string text)
    {
        var file = PathOf(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
