namespace EdgeGateway.Training.Commands;

/// <summary>What a command returns to the shell.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int CouldNotRun = 2;
}
