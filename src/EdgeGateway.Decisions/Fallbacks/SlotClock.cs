namespace EdgeGateway.Decisions.Fallbacks;

/// <summary>The time one decision has left. Timestamps are the time provider's.</summary>
/// <param name="time">Gives the timestamps.</param>
/// <param name="started">When the decision began.</param>
/// <param name="deadline">Longest time it may take.</param>
/// <param name="startedLate">True when the page's deadline had passed by then.</param>
internal readonly struct SlotClock(TimeProvider time, long started, TimeSpan deadline, bool startedLate)
{
    /// <summary>True when the page was late before this slot began: only what lies ready in memory may fill it.</summary>
    public bool StartedLate => startedLate;

    /// <summary>True once the slot's own deadline has passed.</summary>
    public bool IsLate => time.GetElapsedTime(started) > deadline;

    /// <summary>Time since the decision began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(started);
}
