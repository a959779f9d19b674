namespace EdgeGateway.Events.Applying;

/// <summary>Which stores an entry changes: a replay leaves those alone that hold its effect already.</summary>
[Flags]
internal enum ApplyScope
{
    /// <summary>Only the duplicate window learns of it.</summary>
    None = 0,

    /// <summary>The visitor's profile.</summary>
    Profiles = 1,

    /// <summary>The item counters.</summary>
    Items = 2,

    /// <summary>Everything, as for a new event.</summary>
    All = Profiles | Items,
}
