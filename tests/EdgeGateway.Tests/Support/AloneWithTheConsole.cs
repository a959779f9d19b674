namespace EdgeGateway.Tests.Support;

/// <summary>Tests that read what is written to the console run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneWithTheConsole
{
    public const string Name = "console";
}
