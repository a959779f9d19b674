using System.Text.Json;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>The replay's own judgement: told something else than was sent, it must say so.</summary>
public sealed class ReplayComparisonTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public ReplayComparisonTests() => File.WriteAllText(_file, "SessionId\tItemId\tTime\n1\ta\t10\n1\tb\t20\n1\ta\t30\n");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task SameEvents_Agree()
    {
        var replay = await ReplayAsync(Me(3, "a", "b", "a"));

        Assert.True(replay.Succeeded, replay.Text);
        Assert.Contains("1 sessions, 3 events acknowledged", replay.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another's item", 3, "a", "x", "a")]
    [InlineData("another order", 3, "b", "a", "a")]
    [InlineData("a lost event", 3, "a", "b")]
    [InlineData("an event too many", 3, "a", "b", "a", "a")]
    [InlineData("a count too high", 4, "a", "b", "a")]
    [InlineData("a count too low", 2, "a", "b", "a")]
    public async Task SomethingElse_IsAMismatch(string what, int views, params string[] items)
    {
        var replay = await ReplayAsync(Me(views, items));

        Assert.False(replay.Succeeded, what);
        Assert.Contains("1 mismatches.", replay.Text, StringComparison.Ordinal);
        Assert.Contains("The session '1'", replay.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingStored_IsAMismatch()
    {
        var replay = await ReplayAsync("""{"profile":null,"events":[]}""");

        Assert.False(replay.Succeeded);
        Assert.Contains("is stored as 0 events", replay.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FewerAcknowledged_EndsTheReplay()
    {
        var replay = await ReplayAsync(Me(3, "a", "b", "a"), acknowledged: 2);

        Assert.False(replay.Succeeded);
        Assert.Contains("The replay stopped: Of 3 events sent the gateway acknowledged others", replay.Text, StringComparison.Ordinal);
    }

    private async Task<(bool Succeeded, string Text)> ReplayAsync(string me, int acknowledged = 3)
    {
        await using var pretender = new ScriptedOrigin();
        pretender.Answer("/_edge/consent", "{}", "Set-Cookie: edge_id=1; Path=/\r\nSet-Cookie: edge_consent=v1.ap; Path=/", "application/json");
        pretender.Answer("/_edge/events", $$"""{"accepted":{{acknowledged}}}""", "", "application/json", "202 Accepted");
        pretender.Answer("/_edge/me", me, "", "application/json");
        var finished = await ReplayCommand.RunAsync(pretender.Port, batch: 10, limit: null, _file);
        return (finished.ExitCode == 0, finished.Text);
    }

    private static string Me(int views, params string[] items) => JsonSerializer.Serialize(new
    {
        profile = new { id = "one", counts = new { view = views } },
        events = items.Select(item => new { type = "view", item }),
    });
}
