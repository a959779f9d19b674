namespace EdgeGateway.Events.Capture;

/// <summary>What a body of events came to: the events to accept, or the reason why none is.</summary>
public sealed class EventBatch
{
    private EventBatch(IReadOnlyList<EdgeEvent> events, EventProblem? problem, bool isValid, int rejected)
    {
        Events = events;
        Problem = problem;
        IsValid = isValid;
        Rejected = rejected;
    }

    /// <summary>The events to accept; empty when the body is not valid.</summary>
    public IReadOnlyList<EdgeEvent> Events { get; }

    /// <summary>The first thing that was wrong; null when nothing was.</summary>
    public EventProblem? Problem { get; }

    /// <summary>True when <see cref="Events"/> may be accepted: all were well formed, or the sender asked for a part.</summary>
    public bool IsValid { get; }

    /// <summary>Events left out of a partial batch.</summary>
    public int Rejected { get; }

    internal static EventBatch Accept(IReadOnlyList<EdgeEvent> events, EventProblem? problem, int rejected) =>
        new(events, problem, isValid: true, rejected);

    internal static EventBatch Refuse(EventProblem problem) => new([], problem, isValid: false, rejected: 0);
}
