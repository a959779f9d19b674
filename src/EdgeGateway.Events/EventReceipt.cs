namespace EdgeGateway.Events;

/// <summary>What became of the events of one call.</summary>
/// <param name="Accepted">Durable and taken, duplicates among them.</param>
/// <param name="Duplicates">Of those, how many had come before and changed nothing.</param>
/// <param name="Shed">Not taken because too many wait: the sender may try again.</param>
public readonly record struct EventReceipt(int Accepted, int Duplicates, int Shed)
{
    /// <summary>Left out because the visitor was erased while they were under way. An erased id never comes back.</summary>
    public int Erased { get; init; }

    internal EventReceipt Plus(in EventReceipt other) =>
        new(Accepted + other.Accepted, Duplicates + other.Duplicates, Shed + other.Shed) { Erased = Erased + other.Erased };
}
