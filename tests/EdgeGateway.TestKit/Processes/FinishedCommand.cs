namespace EdgeGateway.TestKit.Processes;

/// <summary>How a command ended: its exit code and everything it wrote.</summary>
public sealed record FinishedCommand(int ExitCode, string Output, string Errors)
{
    /// <summary>Both streams, for messages.</summary>
    public string Text => Output + Errors;
}
