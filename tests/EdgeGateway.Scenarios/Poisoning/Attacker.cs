using System.Text;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Poisoning;

/// <summary>A client on one kept connection, opened again whenever the gateway has ended it.</summary>
internal sealed class Attacker(Uri site) : IDisposable
{
    private RawClient? _client;

    /// <summary>One request with these header lines.</summary>
    public Task<RawResponse> GetAsync(string target, string headers = "", string host = "shop.test") =>
        SendAsync($"GET {target} HTTP/1.1\r\nHost: {host}\r\n{headers}{(headers.Length == 0 || headers.EndsWith('\n') ? "" : "\r\n")}\r\n");

    /// <summary>These bytes, every character one.</summary>
    public async Task<RawResponse> SendAsync(string request)
    {
        _client ??= await RawClient.ConnectAsync(site);
        await _client.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = await _client.ReadFinalAsync();
        if (answer.Header("Connection") == "close")
        {
            Dispose();
        }

        return answer;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }
}
