using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeGateway.Events.Sessions;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Replay;

/// <summary>
/// Replays the sessions of a file by several clients at once; the events of one session stay in order. Every visitor is read
/// back only when all have sent everything, so that what a later visitor, or a restart in between, did to an earlier one shows.
/// </summary>
internal sealed class SessionReplay(ReplayOptions options)
{
    private readonly ConcurrentQueue<string> _mismatches = new();
    private readonly ConcurrentDictionary<string, string> _sessionOfVisitor = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReplayVisitor> _visitors = new();
    private long _events;

    /// <exception cref="InvalidDataException">The file, or an answer of the gateway, is not what it must be.</exception>
    /// <exception cref="HttpRequestException">The gateway did not answer within the patience.</exception>
    public async Task<ReplayReport> RunAsync(CancellationToken cancellationToken)
    {
        var sessions = new ConcurrentQueue<ReplaySession>(ReadSessions());
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = options.To, Timeout = TimeSpan.FromSeconds(10) };
        var started = Stopwatch.GetTimestamp();
        await RunClientsAsync(sessions, (session, stop) => SendAsync(client, session, stop), cancellationToken);
        var duration = Stopwatch.GetElapsedTime(started);
        if (options.Verify)
        {
            await RunClientsAsync(new ConcurrentQueue<ReplayVisitor>(_visitors), VerifyAsync, cancellationToken);
        }

        return new ReplayReport(_visitors.Count, _events, _visitors.Sum(visitor => visitor.Retries), duration, [.. _mismatches]);
    }

    // The first client that fails stops the others: what it says must not wait for the rest of the file.
    private async Task RunClientsAsync<T>(ConcurrentQueue<T> work, Func<T, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = Enumerable.Range(0, options.Clients).Select(async _ =>
        {
            try
            {
                while (work.TryDequeue(out var item))
                {
                    await run(item, failed.Token);
                }
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }
        }).ToList();
        var all = Task.WhenAll(clients);
        await all.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (all.Exception?.InnerExceptions.FirstOrDefault() is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        await all;
    }

    private List<ReplaySession> ReadSessions()
    {
        var sessions = new Dictionary<string, List<SessionEvent>>(StringComparer.Ordinal);
        foreach (var row in SessionEventFile.Read(options.Events))
        {
            if (row.Problem is { } problem)
            {
                throw new InvalidDataException($"'{options.Events}': {problem}");
            }

            if (sessions.TryGetValue(row.Event.Session, out var events))
            {
                events.Add(row.Event);
            }
            else if (sessions.Count != options.Limit)
            {
                sessions[row.Event.Session] = [row.Event];
            }
        }

        return [.. sessions.OrderBy(session => session.Value.Min(item => item.Time)).Select(session => ToSession(session.Key, session.Value))];
    }

    private static ReplaySession ToSession(string name, List<SessionEvent> events) =>
        new(name, [.. events.OrderBy(item => item.Time).Select(item => new ReplayEvent(Guid.NewGuid().ToString("N"), item.Type.ToText(), item.Item))]);

    private async Task SendAsync(HttpClient client, ReplaySession session, CancellationToken cancellationToken)
    {
        var visitor = new ReplayVisitor(client, session, options.Patience);
        await visitor.AgreeAsync(cancellationToken);
        foreach (var batch in session.Events.Chunk(options.Batch))
        {
            await visitor.SendAsync(batch, cancellationToken);
            Interlocked.Add(ref _events, batch.Length);
        }

        _visitors.Enqueue(visitor);
    }

    private async Task VerifyAsync(ReplayVisitor visitor, CancellationToken cancellationToken)
    {
        var stored = await visitor.ReadAsync(cancellationToken);
        if (SessionComparison.Compare(visitor.Session, stored) is { } difference)
        {
            _mismatches.Enqueue(difference);
        }
        else if (!_sessionOfVisitor.TryAdd(stored.Id, visitor.Session.Name))
        {
            _mismatches.Enqueue($"The sessions '{_sessionOfVisitor[stored.Id]}' and '{visitor.Session.Name}' were given one visitor id.");
        }
    }
}
