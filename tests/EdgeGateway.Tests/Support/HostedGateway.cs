using System.Net.Http.Headers;
using EdgeGateway.Configuration;
using EdgeGateway.Hosting;
using EdgeGateway.TestKit.Origins;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGateway.Tests.Support;

/// <summary>A whole gateway in this process, on free ports, before a scripted origin.</summary>
internal sealed class HostedGateway : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly GatewayServer _server;
    private bool _originStopped;

    private HostedGateway(TestFolder folder, ScriptedOrigin origin, GatewayServer server)
    {
        (_folder, Origin, _server) = (folder, origin, server);
        Site = CreateClient(server.SiteAddresses.First());
        Admin = CreateClient(server.AdminAddresses.First());
    }

    public ScriptedOrigin Origin { get; }

    public HttpClient Site { get; }

    public HttpClient Admin { get; }

    public TestFolder Folder => _folder;

    public string ConfigFile => Path.Combine(_folder.Path, "gateway.json");

    /// <summary>Starts with these members of <c>Edge</c> and these fragments.</summary>
    public static Task<HostedGateway> StartAsync(string edge = "", params (string Name, string Text)[] fragments) =>
        StartAsync(null, edge, fragments);

    /// <summary>The same with services that replace the gateway's own.</summary>
    public static async Task<HostedGateway> StartAsync(
        Action<IServiceCollection>? replace, string edge, params (string Name, string Text)[] fragments)
    {
        var folder = new TestFolder();
        var origin = new ScriptedOrigin();
        foreach (var (name, text) in fragments)
        {
            folder.Write($"fragments/{name}.hbs", text);
        }

        var file = folder.Write("gateway.json", ConfigText(origin, edge));
        var config = await GatewayConfigReader.ReadAsync(file, CancellationToken.None);
        return new HostedGateway(folder, origin, await GatewayServer.StartAsync(config, CancellationToken.None, replace: replace));
    }

    public static string ConfigText(ScriptedOrigin origin, string edge) => $$"""
        { "Kestrel": { "Endpoints": { "Site": { "Url": "http://127.0.0.1:0" } } },
          "Logging": { "LogLevel": { "Default": "None", "Microsoft": "None", "Yarp": "None" } },
          "ReverseProxy": {
            "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**path}" } } },
            "Clusters": { "origin": { "Destinations": { "a": { "Address": "{{origin.Address}}" } } } } },
          "Edge": { "Admin": { "Listen": "http://127.0.0.1:0" }{{(edge.Length > 0 ? ", " + edge : "")}} } }
        """;

    /// <summary>Writes the configuration anew.</summary>
    public void Rewrite(string edge) => _folder.Write("gateway.json", ConfigText(Origin, edge));

    public async Task<HttpResponseMessage> GetAsync(string target, string? cookie = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Site.SendAsync(request);
    }

    /// <summary>The <c>Cookie</c> header of a visitor who has agreed to everything.</summary>
    public async Task<string> ConsentAsync()
    {
        using var body = new StringContent("{\"analytics\":true,\"personalisation\":true}", new MediaTypeHeaderValue("application/json"));
        using var answer = await Site.PutAsync("/_edge/consent", body);
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    public async Task StopOriginAsync()
    {
        if (!_originStopped)
        {
            _originStopped = true;
            await Origin.DisposeAsync();
        }
    }

    public static string CacheStatus(HttpResponseMessage answer) => string.Join(", ", answer.Headers.GetValues("Cache-Status"));

    public async ValueTask DisposeAsync()
    {
        Site.Dispose();
        Admin.Dispose();
        await _server.DisposeAsync();
        await StopOriginAsync();
        _folder.Dispose();
    }

    private static HttpClient CreateClient(string address) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
}
