using System.Runtime.CompilerServices;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>What happened in one hour or one day: a count per event type, and the sums of purchases and of dwell.</summary>
internal struct CounterRow
{
    /// <summary>
    /// Types that are counted: all that a site may send, <see cref="EventType.View"/> to <see cref="EventType.Custom"/>.
    /// </summary>
    public const int Types = 8;

    public Counts Values;
    public double Revenue;
    public double DwellSeconds;

    /// <summary>True for a type that has a counter.</summary>
    public static bool IsCounted(EventType type) => type is >= EventType.View and <= EventType.Custom;

    /// <summary>True for a type whose amounts are summed beside the count.</summary>
    public static bool IsSummed(EventType type) => type is EventType.Purchase or EventType.Dwell;

    public readonly uint CountOf(EventType type) => Values[(int)type - 1];

    public readonly double SumOf(EventType type) =>
        type == EventType.Purchase ? Revenue : type == EventType.Dwell ? DwellSeconds : 0;

    public void Add(EventType type, double amount)
    {
        Values[(int)type - 1]++;
        Revenue += type == EventType.Purchase ? amount : 0;
        DwellSeconds += type == EventType.Dwell ? amount : 0;
    }

    /// <summary>One counter per type, in the order of the enum.</summary>
    [InlineArray(Types)]
    public struct Counts
    {
        private uint _first;
    }
}
