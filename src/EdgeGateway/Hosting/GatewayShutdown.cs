namespace EdgeGateway.Hosting;

/// <summary>
/// How long a stop may take: requests under way get <see cref="Requests"/>, then their connections are cut; what was
/// acknowledged is in the journal by then and only the last checkpoint remains to be written.
/// </summary>
internal static class GatewayShutdown
{
    /// <summary>For requests under way.</summary>
    public static readonly TimeSpan Requests = TimeSpan.FromSeconds(3);

    /// <summary>
    /// For everything, after which the command line ends the process with the exit code of the signal. Well above the usual
    /// second: a process that is ended earlier than its last checkpoint replays more at the next start.
    /// </summary>
    public static readonly TimeSpan Process = TimeSpan.FromSeconds(20);

    public static void Apply(HostOptions options) => options.ShutdownTimeout = Requests;
}
