namespace EdgeGateway.Events.Applying;

/// <summary>Why an event was not taken.</summary>
internal enum ShedReason
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>Too much waits to be applied.</summary>
    Queue,

    /// <summary>Too much waits for the disk, or the disk refuses.</summary>
    Journal,

    /// <summary>The log is stopping.</summary>
    Stopping,
}
