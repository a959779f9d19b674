using System.Runtime.InteropServices;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Encodings;

/// <summary>
/// Makes forms in the background: a bounded queue and a few threads of its own that yield to everything else. A job that finds no
/// room is refused and asked for again by a later hit. Thread-safe.
/// </summary>
internal sealed partial class EncodingQueue(CachingMetrics metrics) : IDisposable
{
    private const int Capacity = 256;
    private const int MostWorkers = 4;

    /// <summary>About a tenth of a core's share while others want it.</summary>
    private const int Niceness = 10;

    private readonly Queue<EncodedBodies> _jobs = new();
    private readonly int _workersAllowed = Math.Clamp(Environment.ProcessorCount - 1, 1, MostWorkers);
    private int _workers;
    private int _waiting;
    private bool _stopped;

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(EncodedBodies job)
    {
        lock (_jobs)
        {
            if (_stopped || _jobs.Count == Capacity)
            {
                return false;
            }

            _jobs.Enqueue(job);
            if (_waiting == 0 && _workers < _workersAllowed)
            {
                _workers++;
                new Thread(Work) { IsBackground = true, Name = "EdgeGateway encodings" }.Start();
            }

            Monitor.Pulse(_jobs);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_jobs)
        {
            _stopped = true;
            _jobs.Clear();
            Monitor.PulseAll(_jobs);
        }
    }

    private void Work()
    {
        YieldToOthers();
        while (Next() is { } job)
        {
            Make(job, ContentCoding.Gzip);
            Make(job, ContentCoding.Brotli);
        }
    }

    /// <summary>The runtime has no thread priorities on Linux; the system's call speaks of the calling thread alone.</summary>
    private static void YieldToOthers()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = SetPriority(which: 0, who: 0, Niceness);
            }
            catch (DllNotFoundException)
            {
                // A system with another C library: the thread is one among many.
            }
        }
    }

    private EncodedBodies? Next()
    {
        lock (_jobs)
        {
            while (_jobs.Count == 0 && !_stopped)
            {
                _waiting++;
                Monitor.Wait(_jobs);
                _waiting--;
            }

            return _stopped ? null : _jobs.Dequeue();
        }
    }

    /// <summary>A form is kept when it is smaller than those before it; an entry that left the store gets none.</summary>
    private void Make(EncodedBodies job, ContentCoding coding)
    {
        if (job[coding] is not null)
        {
            return;
        }

        if (job.Owner is not { IsKept: true, Purged: false } owner)
        {
            // Gone, or between two owners because of a 304 at this moment.
            job.AskAgain();
            return;
        }

        var body = owner.Body.Bytes.Span;
        try
        {
            var encoded = BodyCompressor.Compress(coding, body);
            if (encoded is null || encoded.Length >= (job.Gzip?.Length ?? body.Length))
            {
                metrics.Encoded(coding, EncodingResult.NoGain, 0, 0);
                return;
            }

            job.Add(coding, new SharedBody(encoded));
            metrics.Encoded(coding, EncodingResult.Made, body.Length, encoded.Length);
        }
        catch (Exception)
        {
            // Too little memory, say: the body goes out as it is.
            metrics.Encoded(coding, EncodingResult.Failed, 0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);
}
