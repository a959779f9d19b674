using System.Collections.Concurrent;
using System.Text;
using EdgeGateway.Caching.Collapsing;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Tests;

/// <summary>An origin in memory: a script answers each fetch, gates hold it where a test wants.</summary>
internal sealed class ScriptedOrigin : IOriginFetcher
{
    private readonly ConcurrentQueue<OriginRequest> _requests = new();
    private int _running;

    /// <summary>Answers a fetch; the number counts from 1.</summary>
    public Func<OriginExchange, Task> Script { get; set; } = static exchange =>
        exchange.RespondAsync(200, "hello", ("Cache-Control", "max-age=60"));

    public IReadOnlyList<OriginRequest> Requests => [.. _requests];

    public int Count => _requests.Count;

    public int Running => Volatile.Read(ref _running);

    public async Task FetchAsync(OriginRequest request, OriginResponse response, CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        Interlocked.Increment(ref _running);
        try
        {
            await Script(new OriginExchange(_requests.Count, request, response, cancellationToken));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public void Answer(string body, params (string Name, string Value)[] headers) =>
        Script = exchange => exchange.RespondAsync(200, body, headers);
}

/// <summary>One fetch as the script sees it.</summary>
internal sealed record OriginExchange(int Number, OriginRequest Request, OriginResponse Response, CancellationToken Cancellation)
{
    public async Task RespondAsync(int status, string body, params (string Name, string Value)[] headers)
    {
        StartWith(status, headers);
        await WriteAsync(body);
    }

    public void StartWith(int status, params (string Name, string Value)[] headers)
    {
        Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            Response.Headers.Append(name, value);
        }

        Response.Start();
    }

    public async Task WriteAsync(string text) => await Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
}
