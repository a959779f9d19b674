namespace EdgeGateway.Events.Capture;

/// <summary>What one request with events may hold. Everything a stranger can grow has a limit here.</summary>
public sealed record EventLimits
{
    /// <summary>The limits that hold when nothing is configured.</summary>
    public static EventLimits Default { get; } = new();

    /// <summary>Bytes of the body. Default 65,536.</summary>
    public int MaxBodyBytes { get; init; } = 64 * 1024;

    /// <summary>Events in one array. Default 50.</summary>
    public int MaxEvents { get; init; } = 50;

    /// <summary>UTF-16 characters of a search query. Default 256.</summary>
    public int MaxQueryLength { get; init; } = 256;

    /// <summary>Members of <c>properties</c>. Default 16.</summary>
    public int MaxProperties { get; init; } = 16;

    /// <summary>UTF-16 characters of one property's value. Default 256.</summary>
    public int MaxPropertyLength { get; init; } = 256;

    /// <summary>How far a client's clock may run ahead; a later time becomes the arrival time. Default 5 minutes.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How old an event may be; an older one is refused. Default 30 days.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);
}
