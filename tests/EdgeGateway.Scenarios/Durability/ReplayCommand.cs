using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Durability;

/// <summary><c>edge-gateway replay</c> as operators call it: 8 clients, everything compared at the end.</summary>
internal static class ReplayCommand
{
    public static Task<FinishedCommand> RunAsync(int port, int batch, int? limit, string? file = null) => GatewayProgram.RunAsync(
    [
        "replay", "--events", file ?? SerenadeFile.FilePath, "--to", $"http://127.0.0.1:{port}", "--clients", "8",
        "--batch", $"{batch}", "--verify", "--patience", "00:00:20", .. limit is { } most ? ["--limit", $"{most}"] : Array.Empty<string>(),
    ]);

    public static void AssertComplete(FinishedCommand replay, SerenadeFile sent)
    {
        Assert.True(replay.ExitCode == 0, replay.Text);
        Assert.Contains($"{sent.Sessions.Count} sessions, {sent.EventCount} events acknowledged", replay.Output, StringComparison.Ordinal);
        Assert.Contains(" 0 mismatches.", replay.Output, StringComparison.Ordinal);
    }
}
