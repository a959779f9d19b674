namespace EdgeGateway.Training.Events;

/// <summary>
/// Sessions as arrays: session s has the events <c>Starts[s]</c> to <c>Starts[s + 1] - 1</c>, oldest first. Items are numbered by
/// popularity, most frequent first, so the number is also the popularity rank.
/// </summary>
internal sealed class SessionSet
{
    private SessionSet(string[] names, int[] starts, int[] items, double[] times)
    {
        Names = names;
        Starts = starts;
        Items = items;
        Times = times;
    }

    public string[] Names { get; }

    public int[] Starts { get; }

    public int[] Items { get; }

    /// <summary>Unix seconds of each event.</summary>
    public double[] Times { get; }

    public int Count => Starts.Length - 1;

    public int ItemCount => Names.Length;

    /// <summary>Renumbers the items by popularity; equals stay in the order given.</summary>
    public static SessionSet Create(string[] names, int[] starts, int[] items, double[] times)
    {
        var counts = new int[names.Length];
        foreach (var item in items)
        {
            counts[item]++;
        }

        int[] order = [.. Enumerable.Range(0, names.Length).OrderByDescending(item => counts[item])];
        var rankOf = new int[names.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            rankOf[order[rank]] = rank;
        }

        return new SessionSet(
            [.. order.Select(item => names[item])], starts, [.. items.Select(item => rankOf[item])], times);
    }

    public ReadOnlySpan<int> ItemsOf(int session) => Items.AsSpan(Starts[session], Starts[session + 1] - Starts[session]);

    public double LastTimeOf(int session) => Times[Starts[session + 1] - 1];

    public double FirstTimeOf(int session) => Times[Starts[session]];

    public int PredictionsOf(int session) => Starts[session + 1] - Starts[session] - 1;
}
