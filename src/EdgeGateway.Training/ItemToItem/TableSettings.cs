namespace EdgeGateway.Training.ItemToItem;

/// <summary>How a directed, recency-weighted item-to-item table is built and asked.</summary>
/// <param name="Reverse">Weight of a pair read backwards, 0 to 1.</param>
/// <param name="HalfLifeDays">Age at which an event counts half; 0 = age does not matter.</param>
/// <param name="RowPower">Exponent p of the row sum in the normalisation.</param>
/// <param name="PopularityPower">Exponent q of the neighbour's popularity in the normalisation.</param>
/// <param name="Decay">Weight of each older step of a history, 0 to 1.</param>
/// <param name="Repeats">An item may follow itself.</param>
/// <param name="Neighbours">Neighbours kept per item.</param>
internal sealed record TableSettings(
    double Reverse, double HalfLifeDays, double RowPower, double PopularityPower, double Decay, bool Repeats, int Neighbours)
{
    /// <summary>Steps between two events that still make a pair.</summary>
    public const int Reach = 20;

    /// <summary>
    /// Newest steps of a history that are scored. Of 20 steps the older ten changed no measured quality (decay makes them
    /// small) and cost half of a call: every step, used or not, adds its neighbours to the sums.
    /// </summary>
    public const int HistorySteps = 10;

    public IReadOnlyDictionary<string, double> ToDictionary() => new SortedDictionary<string, double>(StringComparer.Ordinal)
    {
        ["reverse"] = Reverse,
        ["halfLifeDays"] = HalfLifeDays,
        ["rowPower"] = RowPower,
        ["popularityPower"] = PopularityPower,
        ["decay"] = Decay,
        ["repeats"] = Repeats ? 1 : 0,
        ["neighbours"] = Neighbours,
    };
}
