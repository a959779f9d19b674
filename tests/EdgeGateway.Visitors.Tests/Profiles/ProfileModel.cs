using System.Text;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Tests.Profiles;

/// <summary>The oracle: a plain list of all events, from which every answer is computed by a query.</summary>
internal sealed class ProfileModel
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    public List<ModelEvent> All { get; } = [];

    public int Sessions { get; private set; }

    public long LastSeen { get; private set; } = long.MinValue;

    public uint ItemRevision { get; private set; }

    public long FirstSeen => All[0].Time;

    public void Apply(ModelEvent added)
    {
        Sessions += All.Count == 0 || added.Time - LastSeen > 30 * 60_000 ? 1 : 0;
        LastSeen = All.Count == 0 ? added.Time : Math.Max(LastSeen, added.Time);
        var newest = All.LastOrDefault(IsHistory);
        ItemRevision += IsHistory(added) && (newest is null || newest.Type != added.Type || newest.Item != added.Item) ? 1U : 0U;
        All.Add(added);
    }

    /// <summary>Events that happened strictly inside the window.</summary>
    public IEnumerable<ModelEvent> Within(EventType type, long start) => All.Where(e => e.Type == type && e.Time > start);

    /// <summary>Events of the window when its start is moved back to a full day.</summary>
    public IEnumerable<ModelEvent> WithinRounded(EventType type, long start) =>
        All.Where(e => e.Type == type && (e.Time >= start / Day * Day || start < FirstSeen));

    private static bool IsHistory(ModelEvent e) =>
        e.Item.Length > 0 && e.Type is EventType.View or EventType.Click or EventType.Cart or EventType.Purchase
            && e.Item.Length > 0;
}

/// <summary>One event of the oracle.</summary>
internal sealed record ModelEvent(EventType Type, string Item, long Time, double Value, int Quantity)
{
    public double Amount =>
        double.IsNaN(Value) ? 0 : Type is EventType.Cart or EventType.Purchase ? Value * Quantity : Value;

    public ProfileChange ToChange(long address) => new()
    {
        Address = address,
        Type = Type,
        Time = Time,
        Item = Encoding.UTF8.GetBytes(Item),
        Value = Value,
        Quantity = Quantity,
    };

    public static ModelEvent Random(Random random, long time, int longestItem)
    {
        var type = (EventType)random.Next(1, 10);
        var item = random.Next(4) == 0 ? "" : new string((char)('a' + random.Next(6)), 1 + random.Next(longestItem));
        var value = random.Next(3) == 0
            ? double.NaN
            : random.Next(2) == 0
            ? random.Next(1000)
            : Math.Round(random.NextDouble() * 500, 2);
        return new ModelEvent(type, item, time, value, random.Next(3) == 0 ? random.Next(1, 20) : 1);
    }
}
