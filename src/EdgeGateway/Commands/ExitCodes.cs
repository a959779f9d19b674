namespace EdgeGateway.Commands;

/// <summary>What the process returns to a shell.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int CouldNotRun = 2;
}
