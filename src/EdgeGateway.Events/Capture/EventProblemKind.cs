namespace EdgeGateway.Events.Capture;

/// <summary>In which way a body of events was refused.</summary>
public enum EventProblemKind
{
    /// <summary>The body is not JSON, or neither an event nor an array of events.</summary>
    Body,

    /// <summary>A longer body than the limits allow (status 413).</summary>
    TooManyBytes,

    /// <summary>More events in one array than the limits allow (status 413).</summary>
    TooManyEvents,

    /// <summary>A member that no event has.</summary>
    UnknownField,

    /// <summary>A member that came twice.</summary>
    DuplicateField,

    /// <summary>The member <c>type</c> is absent.</summary>
    MissingField,

    /// <summary>A member with a value that is not accepted.</summary>
    Value,
}
