using System.Diagnostics;
using EdgeGateway.TestKit.Clients;
using EdgeGateway.TestKit.Origins;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Sites;

/// <summary>A scripted origin with the real gateway in front of it; derive and say which configuration and which pages.</summary>
public abstract class TestSite : IAsyncLifetime
{
    private GatewayProcess? _gateway;

    public ScriptedOrigin Origin { get; } = new();

    public GatewayFolder Folder { get; } = new();

    public GatewayProcess Gateway => _gateway!;

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        _gateway = await GatewayProcess.StartAsync(Folder, Environment);
    }

    public async Task DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await Origin.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>
    /// Headers of a client that holds another form of a page: its answer waits for slow slots, so it has a tag and a length.
    /// </summary>
    public const string HasAnother = "If-None-Match: \"another\"\r\n";

    public Task<RawResponse> GetAsync(string target, string headers = "") => RawClient.GetAsync(Gateway.Site, target, headers);

    public Task<RawResponse> SendAsync(string method, string target, string headers = "", string? body = null) =>
        RawClient.SendAsync(Gateway.Site, method, target, headers, body);

    /// <summary>
    /// Asks until the answer is a cache hit: a page is stored a moment after its last byte went out, and who asks within that
    /// moment reads along with the fetch.
    /// </summary>
    public async Task<RawResponse> GetHitAsync(string target, string headers = "")
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10);)
        {
            var answer = await GetAsync(target, headers);
            if (answer.Header("Cache-Status")?.Contains("; hit", StringComparison.Ordinal) == true)
            {
                return answer;
            }
        }

        throw new TimeoutException($"'{target}' never became a hit. The gateway wrote:\n{Gateway.Log.Text}");
    }

    /// <summary>Environment variables of the gateway; none by default.</summary>
    protected virtual IReadOnlyDictionary<string, string>? Environment => null;

    /// <summary>Writes configuration and fragments, and scripts the origin.</summary>
    protected abstract Task PrepareAsync();
}
