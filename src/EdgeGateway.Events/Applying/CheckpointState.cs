namespace EdgeGateway.Events.Applying;

/// <summary>What a checkpoint of the store says about the event log, kept in the store beside the item counters.</summary>
/// <param name="Address">The counters hold everything up to here.</param>
/// <param name="DuplicatesFrom">The duplicate window is rebuilt by replaying from here.</param>
/// <param name="Landmark">Landmark of the item scores, Unix milliseconds.</param>
/// <param name="HalfLife">Half-life of the item scores in milliseconds.</param>
/// <param name="SavedAt">When it was written, Unix milliseconds.</param>
internal readonly record struct CheckpointState(long Address, long DuplicatesFrom, long Landmark, double HalfLife, long SavedAt);
