namespace EdgeGateway.Events.Applying;

/// <summary>What a journal entry holds. Stored: append, never renumber.</summary>
internal enum EntryKind
{
    /// <summary>Events of one visitor that were accepted together.</summary>
    Events = 1,

    /// <summary>A page view with its exposures.</summary>
    Capture = 2,

    /// <summary>Everything about the visitor goes.</summary>
    Erasure = 3,
}
