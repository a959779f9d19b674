using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using EdgeGateway.Events.Sessions;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Replay;

/// <summary>Replays the sessions of a file by several clients at once; the events of one session stay in order.</summary>
internal sealed class SessionReplay(ReplayOptions options)
{
    private const int StoredEvents = 64;

    private readonly ConcurrentQueue<string> _mismatches = new();
    private int _sessions;
    private long _events;
    private long _retries;

    public async Task<ReplayReport> RunAsync(CancellationToken cancellationToken)
    {
        var sessions = ReadSessions();
        var started = Stopwatch.GetTimestamp();
        using var handler = new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = Timeout.InfiniteTimeSpan };
        using var client = new HttpClient(handler) { BaseAddress = options.To, Timeout = TimeSpan.FromSeconds(10) };
        var queue = Channel.CreateUnbounded<List<(EventType Type, string Item)>>();
        foreach (var session in sessions)
        {
            queue.Writer.TryWrite(session);
        }

        queue.Writer.Complete();
        await Task.WhenAll(Enumerable.Range(0, options.Clients).Select(_ => RunClientAsync(client, queue.Reader, cancellationToken)));
        return new ReplayReport(_sessions, _events, _retries, Stopwatch.GetElapsedTime(started), [.. _mismatches]);
    }

    private IEnumerable<List<(EventType Type, string Item)>> ReadSessions()
    {
        var sessions = new Dictionary<string, List<(DateTimeOffset Time, EventType Type, string Item)>>(StringComparer.Ordinal);
        foreach (var row in SessionEventFile.Read(options.Events))
        {
            if (row.Problem is { } problem)
            {
                throw new InvalidDataException($"'{options.Events}' row {row.Row}: {problem}");
            }

            if (!sessions.TryGetValue(row.Event.Session, out var events))
            {
                if (sessions.Count == options.Limit)
                {
                    continue;
                }

                sessions[row.Event.Session] = events = [];
            }

            events.Add((row.Event.Time, row.Event.Type, row.Event.Item));
        }

        return sessions.Values
            .OrderBy(events => events.Min(item => item.Time))
            .Select(events => events.OrderBy(item => item.Time).Select(item => (item.Type, item.Item)).ToList());
    }

    private async Task RunClientAsync(HttpClient client, ChannelReader<List<(EventType Type, string Item)>> sessions, CancellationToken cancellationToken)
    {
        await foreach (var session in sessions.ReadAllAsync(cancellationToken))
        {
            var visitor = new ReplayVisitor(client, options.Patience);
            await visitor.AgreeAsync(cancellationToken);
            foreach (var batch in session.Chunk(options.Batch))
            {
                var sent = await visitor.SendAsync(
                    [.. batch.Select(item => (Guid.NewGuid().ToString("N"), item.Type, item.Item))], cancellationToken);
                Interlocked.Add(ref _events, sent);
            }

            if (options.Verify)
            {
                await VerifyAsync(visitor, session, cancellationToken);
            }

            Interlocked.Increment(ref _sessions);
            Interlocked.Add(ref _retries, visitor.Retries);
        }
    }

    private async Task VerifyAsync(ReplayVisitor visitor, List<(EventType Type, string Item)> session, CancellationToken cancellationToken)
    {
        var stored = await visitor.ReadItemsAsync(cancellationToken);
        var sent = session.Select(item => item.Item).Reverse().Take(StoredEvents).ToList();
        if (!stored.Take(sent.Count).SequenceEqual(sent.Take(stored.Count), StringComparer.Ordinal) || (stored.Count < sent.Count && stored.Count < 16))
        {
            _mismatches.Enqueue($"A session of {session.Count} events is stored as [{string.Join(", ", stored.Take(8))}], sent were [{string.Join(", ", sent.Take(8))}].");
        }
    }
}
